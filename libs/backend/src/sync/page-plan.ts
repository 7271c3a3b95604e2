import { BEFORE_START_DATE } from '@mailroom/contract';
import type { MessageChange, MessageRef } from '@mailroom/mail-adapter';
import type { SkippedMessage, StateChange } from './folder-batch';
import type { MessageState } from './prepared-message';
import type { StoredMessage } from './stored-messages';

/** What a page of changes asks for. */
export interface PagePlan {
  /** Messages whose bytes are not here: new ones, and changed ones. */
  fetch: { ref: MessageRef; state: MessageState }[];
  states: StateChange[];
  removed: string[];
  skipped: SkippedMessage[];
}

/** From when on messages are imported. */
export interface ImportStart {
  /** In milliseconds since 1970; `null`: from the first. */
  startDate: number | null;
  /** Whether earlier messages that are here stay. */
  keepsEarlier: boolean | null;
}

const tooEarly = { code: BEFORE_START_DATE, message: '' };

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
 * received before the start date is not fetched at all; where it is there from before that was chosen, it leaves the CRM
 * unless it is to be kept.
 */
export function planPage(
  changes: readonly MessageChange[],
  stored: ReadonlyMap<string, StoredMessage>,
  { startDate, keepsEarlier }: ImportStart,
): PagePlan {
  const plan: PagePlan = { fetch: [], states: [], removed: [], skipped: [] };
  for (const change of changes) {
    if (change.kind === 'remove') plan.removed.push(change.remoteId);
    else if (change.kind === 'read-flag') plan.states.push(change);
    else if (isBefore(startDate, change.receivedAt) && !(keepsEarlier && isHere(stored.get(change.ref.remoteId)))) {
      const { ref, isRead, receivedAt } = change;
      plan.skipped.push({ ref, state: { isRead, receivedAt }, reason: tooEarly });
      if (isHere(stored.get(ref.remoteId))) plan.removed.push(ref.remoteId);
    } else if (stored.get(change.ref.remoteId)?.revision === change.ref.revision)
      plan.states.push({ ...change.ref, isRead: change.isRead });
    else plan.fetch.push({ ref: change.ref, state: { isRead: change.isRead, receivedAt: change.receivedAt } });
  }
  return plan;
}

function isHere(stored: StoredMessage | undefined): boolean {
  return stored?.isDeparted === false;
}

function isBefore(startDate: number | null, receivedAt: Date | null): boolean {
  return startDate !== null && receivedAt !== null && receivedAt.getTime() < startDate;
}
