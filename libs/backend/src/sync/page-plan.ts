import type { MessageChange, MessageRef } from '@mailroom/mail-adapter';
import type { StateChange } from './folder-batch';
import type { MessageState } from './prepared-message';
import type { StoredMessage } from './stored-messages';

/** What a page of changes asks for. */
export interface PagePlan {
  /** Messages whose bytes are not here: new ones, and changed ones. */
  fetch: { ref: MessageRef; state: MessageState }[];
  states: StateChange[];
  removed: string[];
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

/** A message that is stored in its present version is never fetched again, wherever a sync was interrupted. */
export function planPage(changes: readonly MessageChange[], stored: ReadonlyMap<string, StoredMessage>): PagePlan {
  const plan: PagePlan = { fetch: [], states: [], removed: [] };
  for (const change of changes) {
    if (change.kind === 'remove') plan.removed.push(change.remoteId);
    else if (change.kind === 'read-flag') plan.states.push(change);
    else if (stored.get(change.ref.remoteId)?.revision === change.ref.revision) plan.states.push({ ...change.ref, isRead: change.isRead });
    else plan.fetch.push({ ref: change.ref, state: { isRead: change.isRead, receivedAt: change.receivedAt } });
  }
  return plan;
}
