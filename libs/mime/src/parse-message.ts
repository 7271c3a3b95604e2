import { parseAddresses } from './addresses';
import { listAttachments } from './attachments';
import { findBody } from './body-parts';
import { parseDate } from './dates';
import { type ParsedMessage } from './message';
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
    from: parseAddresses(headers.raw('from') ?? ''),
    sender: parseAddresses(headers.raw('sender') ?? ''),
    replyTo: parseAddresses(headers.raw('reply-to') ?? ''),
    to: headers.rawAll('to').flatMap(parseAddresses),
    cc: headers.rawAll('cc').flatMap(parseAddresses),
    bcc: headers.rawAll('bcc').flatMap(parseAddresses),
    date: parseDate(headers.get('date') ?? ''),
    root,
    attachments: listAttachments(bytes, root),
    textPart: findBody(root, 'text/plain'),
    htmlPart: findBody(root, 'text/html'),
    defects: [...new Set(defects)],
  };
}
