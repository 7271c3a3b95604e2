import { Injectable } from '@nestjs/common';

/** The mailboxes that this process synchronises. */
@Injectable()
export class MailboxRunners {
  /** Takes what no listener owns; does nothing in a process without a listener. */
  async claim(): Promise<void> {
    await Promise.resolve();
  }

  /** Ends the mailbox's synchronisation in this process; resolves when nothing of it is under way. */
  async stop(_accountId: string): Promise<void> {
    await Promise.resolve();
  }
}
