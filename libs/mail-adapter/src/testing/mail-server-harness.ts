import type { MailAdapter } from '../mail-adapter';
import type { MailboxTarget } from '../mailbox-target';

/** What the contract suite needs of a mail server under test. Messages are named by their Message-ID, without angle brackets. */
export interface MailServerHarness {
  adapter: MailAdapter;
  /** The mailbox's owner, able to open it. */
  target(mailboxAddress: string): MailboxTarget;
  /** The same with a password or token that the server refuses, and that one itself. */
  refused(mailboxAddress: string): { target: MailboxTarget; secret: string };
  /** Puts a message into a folder (a path such as `Inbox/Projects`), making mailbox and folder when absent. */
  deliver(mailboxAddress: string, folderPath: string, mime: Buffer): Promise<void>;
  /** Deletes it for good. */
  remove(mailboxAddress: string, messageId: string): Promise<void>;
  move(mailboxAddress: string, messageId: string, folderPath: string): Promise<void>;
  markRead(mailboxAddress: string, messageId: string, isRead: boolean): Promise<void>;
  close(): Promise<void>;
}
