import { hash } from 'node:crypto';
import type { MessageRef } from '@mailroom/mail-adapter';
import { parseMessage, preview, searchableText } from '@mailroom/mime';
import { type MessagePeople, peopleOf } from '../emails/message-people';

/** What the import keeps of a message. */
export interface PreparedMessage {
  ref: MessageRef;
  isRead: boolean;
  raw: Buffer;
  rawSha256: string;
  /** Without angle brackets, as threads and sent mail are recognised by. */
  messageId: string | null;
  /** The header field as it stands in the message. */
  internetMessageId: string | null;
  /** What joins messages to threads: its own Message-ID, or a name of its content, and those that it answers. */
  threadNames: string[];
  subject: string;
  people: MessagePeople;
  sentAt: number | null;
  receivedAt: number;
  hasAttachments: boolean;
  preview: string;
  searchText: string;
}

/** Of a message's body, so much is searched: an index over whole newsletters would be three times as large as the mail. */
const searchedBytes = 8 * 1024;

/** What one sync of a folder knows of a message besides its bytes. */
export interface MessageState {
  isRead: boolean;
  receivedAt: Date | null;
}

/** Reads what lists, threads and search need. */
export function prepareMessage(ref: MessageRef, raw: Buffer, { isRead, receivedAt }: MessageState): PreparedMessage {
  const rawSha256 = hash('sha256', raw, 'hex');
  const message = parseMessage(raw);
  const searchText = searchableText(raw, message, searchedBytes).replaceAll('\0', ' ');
  const sentAt = message.date?.getTime() ?? null;
  return {
    ref,
    isRead,
    raw,
    rawSha256,
    messageId: message.messageId,
    internetMessageId: message.headers.get('message-id')?.slice(0, 2_000) ?? null,
    threadNames: [...new Set([message.messageId ?? `sha256:${rawSha256}`, ...message.references, ...message.inReplyTo])],
    subject: message.subject.slice(0, 2_000),
    people: peopleOf(message),
    sentAt,
    receivedAt: receivedAt?.getTime() ?? sentAt ?? Date.now(),
    hasAttachments: message.attachments.some(({ isInline }) => !isInline),
    preview: preview(searchText),
    searchText,
  };
}
