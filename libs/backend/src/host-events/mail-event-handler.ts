import type { MailEvent } from '@mailroom/contract';

/** What a host may be told of: facts, each written in the transaction of what it tells of. */
export type MailFact = Exclude<MailEvent, { type: 'account.status' | 'sync.progress' | 'account.removed' }>;

/**
 * Where a host hears of its mail: emails that came, changed or were sent, accounts that need somebody. A host extends it,
 * names it as `events` of `MailroomModule.forRootAsync`, and Nest resolves it.
 *
 * Every event comes at least once, also after a crash of either side, and those of an account in their order: the next one
 * of an account waits until the one before it was handled. An error makes it come again, after pauses that double up to five
 * minutes, while other accounts go on. An event that comes a second time must do no harm: the ids in it tell.
 */
export abstract class MailEventHandler {
  /** @param event its emails carry no `contactIds`: those depend on who looks */
  abstract handle(event: MailFact): Promise<void>;
}
