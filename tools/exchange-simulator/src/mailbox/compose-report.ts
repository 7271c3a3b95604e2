import { randomUUID } from 'node:crypto';
import { stamp } from './compose-message';
import { type Person } from './message-summary';
import { encoded, field, people } from './mime-writer';

/** What became of a message, told to its author (RFC 3462). */
export interface Report {
  readonly type: 'delivery-status' | 'disposition-notification';
  readonly from: Person;
  readonly to: string;
  readonly subject: string;
  /** For people. */
  readonly text: string;
  /** For programs: fields, with empty lines between their groups. */
  readonly status: readonly string[];
  /** Message-ID of the message that it is about. */
  readonly inReplyTo: string | undefined;
  /** The message itself, where it is sent back. */
  readonly original?: Buffer;
}

/** Makes the MIME of a report. */
export function composeReport({ type, from, to, subject, text, status, inReplyTo, original }: Report): Buffer {
  const boundary = `report-${randomUUID()}`;
  const header = [
    `From: ${people([from])}`,
    `To: <${to}>`,
    `Subject: ${encoded(subject)}`,
    ...stamp(),
    field('In-Reply-To', inReplyTo),
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type}; boundary="${boundary}"`,
    '',
  ].filter((line) => line !== undefined);
  const part = (contentType: string, lines: readonly string[]): string[] => [`--${boundary}`, `Content-Type: ${contentType}`, '', ...lines];
  const parts = [...header, ...part('text/plain; charset=utf-8', [text]), ...part(`message/${type}`, [...status, ''])];
  const returned =
    original === undefined ? [] : [Buffer.from(`${part('message/rfc822', []).join('\r\n')}\r\n`), original, Buffer.from('\r\n')];
  return Buffer.concat([Buffer.from(`${parts.join('\r\n')}\r\n`), ...returned, Buffer.from(`--${boundary}--\r\n`)]);
}
