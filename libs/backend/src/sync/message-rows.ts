import type { EmailListItem } from '@mailroom/contract';
import { distinctAddresses } from '../emails/message-people';
import { personWords } from '../emails/search-text';
import { remoteKey } from '../store/remote-key';
import type { BatchBytes } from './batch-bytes';
import type { PreparedMessage } from './prepared-message';

/** The place of a message among others: what its bytes do not say. */
export interface MessagePlace {
  id: string;
  accountId: string;
  folderId: string;
  threadId: string;
}

/** The columns of `mail_message` that follow from the message's bytes, and say where these are. */
export function contentColumns(message: PreparedMessage, bytes: BatchBytes) {
  return {
    internet_message_id: message.internetMessageId,
    subject: message.subject,
    people: JSON.stringify(message.people),
    sent_at: message.sentAt,
    received_at: message.receivedAt,
    has_attachments: message.hasAttachments,
    preview: message.preview,
    size: message.raw.length,
    raw_sha256: message.rawSha256,
    ...bytes.placeOf(message),
  };
}

/** The columns of `mail_message` that say where it is on the server. */
export function remoteColumns(accountId: string, remoteId: string, revision: string) {
  return { remote_key: remoteKey(accountId, remoteId), remote_id: remoteId, revision };
}

export function addressRows(messageId: string, accountId: string, { people, receivedAt }: PreparedMessage) {
  return distinctAddresses(people).map((address) => ({
    account_id: accountId,
    address,
    received_at: receivedAt,
    message_id: messageId,
  }));
}

/** Of a message to many, so many recipients are found by `to:`; all are found by their names alone. */
const markedRecipients = 20;

/** What the full-text index holds of a message. */
export function indexedText({ subject, people, searchText }: PreparedMessage): string {
  const { from, to, cc } = people;
  const names = [from, ...to.slice(0, 50), ...cc.slice(0, 50)].map(({ name, address }) => `${name} ${address}`);
  const marked = [...personWords('from', names.slice(0, 1)), ...personWords('to', names.slice(1, 1 + markedRecipients))];
  return `${subject}\n${names.join('\n')}\n${searchText}\n${marked.join(' ')}`;
}

/** A list's item; its contacts are looked up when it is delivered to somebody. */
export function listItem({ id, accountId, folderId, threadId }: MessagePlace, message: PreparedMessage): EmailListItem {
  return {
    id,
    accountId,
    folderId,
    threadId,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    from: message.people.from,
    to: message.people.to,
    receivedAt: new Date(message.receivedAt).toISOString(),
    isRead: message.isRead,
    hasAttachments: message.hasAttachments,
    preview: message.preview,
    size: message.raw.length,
    contactIds: [],
  };
}
