import { randomUUID } from 'node:crypto';
import { ResponseError } from '../soap/errors';
import { withFields, withoutField } from './header-edit';
import { type MailStore } from './mail-store';
import { type Mailbox } from './mailbox';
import { type MessageSummary, summarize } from './message-summary';
import { nonDeliveryReport } from './non-delivery';

/**
 * Sends a message from a mailbox: it arrives at once in the Inbox of every recipient that has a mailbox here, without its Bcc field and
 * with a Received field. Of recipients that should have one here the sender gets a report; others are accepted and forgotten.
 * Answers the message as the sender's copy has it, completed by what was missing.
 * @throws {ResponseError} when it is too large, comes from somebody else, or has no recipient, or an impossible one
 */
export function sendMessage(store: MailStore, sender: Mailbox, mime: Buffer): Buffer {
  if (mime.length > sender.settings.maxSendSize) {
    throw new ResponseError('ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.');
  }
  const summary = summarize(mime);
  checkAuthor(summary, sender);
  const recipients = readRecipients(summary);
  const complete = withFields(mime, missingFields(summary, sender));
  const received = `Received: from localhost (::1) by localhost (::1) with HTTPS; ${now()}`;
  const delivered = withFields(withoutField(complete, 'bcc'), [received]);
  const unknown = recipients.filter((recipient) => !deliver(store, recipient, delivered));
  const undeliverable = unknown.filter((recipient) => store.hosts(recipient));
  if (undeliverable.length > 0) store.deliverTo(sender, sender.inbox, nonDeliveryReport(sender, undeliverable, delivered));
  return complete;
}

function checkAuthor({ from }: MessageSummary, sender: Mailbox): void {
  const author = from[0]?.address.toLowerCase();
  if (author === undefined || author === sender.address.toLowerCase() || sender.settings.aliases.includes(author)) return;
  throw new ResponseError(
    'ErrorSendAsDenied',
    'You do not have the permissions required to send the message on behalf of the specified user.',
  );
}

function readRecipients({ to, cc, bcc }: MessageSummary): string[] {
  const addresses = [...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase()).filter((address) => address !== '');
  if (addresses.length === 0) throw new ResponseError('ErrorMissingRecipients', 'The message has no recipients.');
  if (!addresses.every((address) => /^[^\s@]+@[^\s@]+$/.test(address))) {
    throw new ResponseError('ErrorInvalidRecipients', 'At least one recipient is not valid.');
  }
  return [...new Set(addresses)];
}

function missingFields({ from, messageId, sentAt }: MessageSummary, sender: Mailbox): string[] {
  const missing: string[] = [];
  if (from.length === 0) missing.push(`From: <${sender.address}>`);
  if (messageId === undefined) missing.push(`Message-ID: <${randomUUID()}@localhost>`);
  if (sentAt === undefined) missing.push(`Date: ${now()}`);
  return missing;
}

/** Answers whether the recipient has a mailbox here. */
function deliver(store: MailStore, recipient: string, mime: Buffer): boolean {
  const mailbox = store.findRecipient(recipient);
  if (mailbox !== undefined) store.deliverTo(mailbox, mailbox.inbox, mime);
  return mailbox !== undefined;
}

function now(): string {
  return new Date().toUTCString().replace('GMT', '+0000');
}
