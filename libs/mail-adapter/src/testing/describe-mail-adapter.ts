import type { MailAdapter } from '../mail-adapter';
import type { MailboxTarget } from '../mailbox-target';

/** What the contract suite needs of a mail server under test. */
export interface MailServerHarness {
  adapter: MailAdapter;
  /** The mailbox's owner, able to open it. */
  target(mailboxAddress: string): MailboxTarget;
  /** Puts a message into a folder (a path such as `Inbox/Projects`), making mailbox and folder when absent. */
  deliver(mailboxAddress: string, folderPath: string, mime: Buffer): Promise<void>;
  close(): Promise<void>;
}
