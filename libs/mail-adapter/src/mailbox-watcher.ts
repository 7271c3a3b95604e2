import type { MailError } from './mail-error';
import type { MailboxTarget } from './mailbox-target';

/**
 * `watching`: events flow from now on; what happened before must be caught up with by a sync.
 * `changed`: something in this folder (or, without one, anywhere in the mailbox) did.
 * `interrupted`: events stopped; the watcher tries again by itself (with back-off), and says `watching` when they flow
 * again. When the error needs a person it has given the account up: `add` it anew.
 */
export type WatchEvent =
  | { kind: 'watching'; accountId: string }
  | { kind: 'changed'; accountId: string; folderRemoteId: string | null }
  | { kind: 'interrupted'; accountId: string; error: MailError };

/**
 * Watches many mailboxes at once, thousands of them, so none may cost much while nothing happens in it. It only ever wakes a
 * sync: an event lost or doubled does no harm. Behind what it is notified of it asks by itself, so that a change that no
 * notification told of is found out within a quarter of an hour.
 */
export interface MailboxWatcher {
  add(target: MailboxTarget): void;
  remove(accountId: string): void;
  /** One consumer; ends after `close`. */
  readonly events: AsyncIterable<WatchEvent>;
  close(): Promise<void>;
}
