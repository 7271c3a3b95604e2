import { parseAddresses } from './addresses';
import { listAttachments } from './attachments';
import { findBody } from './body-parts';
import { decodeRawHeader } from './charset';
import { parseDate } from './dates';
import { type HeaderList } from './header-list';
import { type Address, type ParsedMessage } from './message';
import { parseMessageId, parseMessageIds } from './message-ids';
import { parsePartTree } from './part-tree';

/**
 * Reads the structure of a message (RFC 5322, MIME) in time linear in its size. Nothing is decoded but header fields that are
 * returned; bodies stay where they are. Never throws: what is wrong with the message stands in `defects`.
 */
export function parseMessage(bytes: Buffer): ParsedMessage {
  const defects: string[] = [];
  const { root, headers } = parsePartTree(bytes, defects);
  return {
    headers,
    messageId: parseMessageId(headers.get('message-id') ?? ''),
    inReplyTo: parseMessageIds(headers.get('in-reply-to') ?? ''),
    references: headers.all('references').flatMap(parseMessageIds),
    subject: headers.get('subject') ?? '',
    from: addresses(headers, 'from'),
    sender: addresses(headers, 'sender'),
    replyTo: addresses(headers, 'reply-to'),
    to: addresses(headers, 'to'),
    cc: addresses(headers, 'cc'),
    bcc: addresses(headers, 'bcc'),
    date: parseDate(headers.get('date') ?? ''),
    root,
    attachments: listAttachments(bytes, root),
    textPart: findBody(root, 'text/plain'),
    htmlPart: findBody(root, 'text/html'),
    defects,
  };
}

/** Encoded words are decoded after the list is split: a decoded comma separates nothing. */
function addresses(headers: HeaderList, key: string): Address[] {
  return headers.rawAll(key).flatMap((raw) => parseAddresses(decodeRawHeader(raw)));
}
