import { randomUUID } from 'node:crypto';
import { ResponseError } from '../soap/errors';
import { withFields, withoutField } from './header-edit';
import { type MailStore } from './mail-store';
import { type Mailbox } from './mailbox';
import { summarize } from './message-summary';

/**
 * Sends a message from a mailbox: it arrives at once in the Inbox of every recipient that has a mailbox here, without its Bcc field;
 * other recipients are accepted and forgotten. Answers the message as the sender's copy has it, completed by what was missing.
 * @throws {ResponseError} when it has no recipient, or comes from somebody else.
 */
export function sendMessage(store: MailStore, sender: Mailbox, mime: Buffer): Buffer {
  const { from, to, cc, bcc, messageId, sentAt } = summarize(mime);
  const author = from[0]?.address;
  if (author !== undefined && author.toLowerCase() !== sender.address.toLowerCase()) {
    throw new ResponseError(
      'ErrorSendAsDenied',
      'You do not have the permissions required to send the message on behalf of the specified user.',
    );
  }
  const recipients = new Set([...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()).filter((address) => address !== ''));
  if (recipients.size === 0) throw new ResponseError('ErrorMissingRecipients', 'The message has no recipients.');
  const missing: string[] = [];
  if (author === undefined) missing.push(`From: <${sender.address}>`);
  if (messageId === undefined) missing.push(`Message-ID: <${randomUUID()}@localhost>`);
  if (sentAt === undefined) missing.push(`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`);
  const complete = withFields(mime, missing);
  const delivered = withoutField(complete, 'bcc');
  for (const recipient of recipients) {
    const mailbox = store.findRecipient(recipient);
    if (mailbox !== undefined) store.deliverTo(mailbox, mailbox.inbox, delivered);
  }
  return complete;
}
