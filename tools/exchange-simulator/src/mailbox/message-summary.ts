import { parseMessage } from '@mailroom/mime';

/** A person of an address field: display name (may be empty) and address (empty when only a name was written). */
export interface Person {
  readonly name: string;
  readonly address: string;
}

/** What a message's header says, as far as item properties are made from it. Ids keep their angle brackets. */
export interface MessageSummary {
  readonly subject: string;
  /** The `Date` field in milliseconds since 1970; undefined when it is missing or no date. */
  readonly sentAt: number | undefined;
  readonly messageId: string | undefined;
  readonly inReplyTo: string | undefined;
  readonly references: string | undefined;
  readonly importance: string | undefined;
  readonly sensitivity: string | undefined;
  /** The Keywords field, which carries categories (MS-OXCMAIL, PidNameKeywords). */
  readonly keywords: readonly string[];
  readonly asksForReadReceipt: boolean;
  readonly asksForDeliveryReceipt: boolean;
  readonly from: readonly Person[];
  readonly sender: readonly Person[];
  readonly replyTo: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
}

/** X-Priority counts from 1, the highest, to 5 (MS-OXCMAIL, PidTagImportance). */
const priorities: Readonly<Record<string, string>> = { 1: 'high', 2: 'high', 4: 'low', 5: 'low' };

/** Where the header block ends: the offset of the body's first byte, or undefined when `bytes` holds no blank line. */
export function endOfHeader(bytes: Buffer): number | undefined {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf < 0 && lf < 0) return undefined;
  return crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf + 2;
}

/** Reads the header block that `bytes` begins with; the body need not be there. */
export function summarize(bytes: Buffer): MessageSummary {
  const message = parseMessage(bytes.subarray(0, endOfHeader(bytes)));
  const field = (name: string): string | undefined => message.headers.get(name) ?? undefined;
  return {
    subject: message.subject,
    sentAt: message.date?.getTime(),
    messageId: field('message-id'),
    inReplyTo: field('in-reply-to'),
    references: field('references'),
    importance: field('importance') ?? priorities[field('x-priority')?.trim().charAt(0) ?? ''],
    sensitivity: field('sensitivity'),
    keywords: (field('keywords') ?? '').split(/[,;]/).flatMap((word) => word.trim() || []),
    asksForReadReceipt: field('disposition-notification-to') !== undefined,
    asksForDeliveryReceipt: field('return-receipt-to') !== undefined,
    from: message.from,
    sender: message.sender,
    replyTo: message.replyTo,
    to: message.to,
    cc: message.cc,
    bcc: message.bcc,
  };
}
