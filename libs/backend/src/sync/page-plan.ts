import type { MessageChange, MessageRef } from '@mailroom/mail-adapter';
import type { SkippedMessage, StateChange } from './folder-batch';
import type { ImportFilter } from './import-policy';
import type { MessageState } from './prepared-message';
import type { StoredMessage } from './stored-messages';

/** What a page of changes asks for. */
export interface PagePlan {
  /** Messages whose bytes are not here: new ones, and changed ones. */
  fetch: { ref: MessageRef; state: MessageState; isStored?: boolean }[];
  states: StateChange[];
  removed: string[];
  skipped: SkippedMessage[];
}

/** Of each message, what a page's changes come to in the end: servers may tell of a message twice. */
export function latestChanges(changes: readonly MessageChange[]): MessageChange[] {
  const latest = new Map<string, MessageChange>();
  for (const change of changes) {
    const remoteId = change.kind === 'upsert' ? change.ref.remoteId : change.remoteId;
    const before = latest.get(remoteId);
    latest.delete(remoteId);
    const { isRead, revision } = change.kind === 'read-flag' ? change : { isRead: false, revision: '' };
    const merged =
      change.kind === 'read-flag' && before?.kind === 'upsert' ? { ...before, isRead, ref: { ...before.ref, revision } } : change;
    latest.set(remoteId, merged);
  }
  return [...latest.values()];
}

/**
 * A message that is stored in its present version is never fetched again, wherever a sync was interrupted. One that was
 * excluded by what the server says of it (it was received before the start date, or is too large) is not fetched at all; where
 * it is there from before that was chosen, it leaves the CRM, unless it is to be kept.
 * @param excluded remote ids of what is in the ledger, and stays there
 */
export function planPage(
  changes: readonly MessageChange[],
  stored: ReadonlyMap<string, StoredMessage>,
  filter: Pick<ImportFilter, 'unread' | 'keepsEarlier'>,
  excluded: ReadonlySet<string>,
): PagePlan {
  const plan: PagePlan = { fetch: [], states: [], removed: [], skipped: [] };
  for (const change of changes) {
    if (change.kind === 'remove') plan.removed.push(change.remoteId);
    else if (change.kind === 'read-flag') plan.states.push(change);
    else planArrival(plan, change, stored.get(change.ref.remoteId), filter, excluded);
  }
  return plan;
}

function planArrival(
  plan: PagePlan,
  { ref, isRead, receivedAt }: Extract<MessageChange, { kind: 'upsert' }>,
  stored: StoredMessage | undefined,
  filter: Pick<ImportFilter, 'unread' | 'keepsEarlier'>,
  excluded: ReadonlySet<string>,
): void {
  const state = { isRead, receivedAt };
  const isHere = stored?.isDeparted === false;
  const reason = filter.unread({ receivedAt, size: ref.size });
  if (reason && !(isHere && filter.keepsEarlier(reason))) {
    plan.skipped.push({ ref, state, reason });
    if (isHere) plan.removed.push(ref.remoteId);
  } else if (stored?.revision === ref.revision) plan.states.push({ ...ref, isRead });
  else if (!excluded.has(ref.remoteId)) plan.fetch.push({ ref, state, isStored: isHere });
}
