import { randomUUID } from 'node:crypto';
import { type Person } from './message-summary';

/** A message's text. */
export interface BodyText {
  readonly text: string;
  readonly isHtml: boolean;
}

/** A header field's line, or undefined when there is nothing to say. The value goes as it is, on one line. */
export function field(name: string, value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : `${name}: ${value.replace(/[\r\n]+(?![ \t])/g, ' ')}`;
}

/** People as an address field writes them. */
export function people(list: readonly Person[]): string {
  return list
    .map(({ name, address }) => (name === '' || name === address ? `<${address}>` : `${encoded(name)} <${address}>`))
    .join(',\r\n ');
}

/** A whole message; `attachments` are MIME parts with their headers. */
export function writeMime(fields: readonly (string | undefined)[], body: BodyText, attachments: readonly Buffer[]): Buffer {
  const header = [...fields, 'MIME-Version: 1.0'].filter((line) => line !== undefined).join('\r\n');
  if (attachments.length === 0) return Buffer.from(`${header}\r\n${textPart(body)}`);
  const boundary = `part-${randomUUID()}`;
  const parts = [Buffer.from(textPart(body)), ...attachments].flatMap((part) => [
    Buffer.from(`--${boundary}\r\n`),
    part,
    Buffer.from('\r\n'),
  ]);
  const opening = `${header}\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`;
  return Buffer.concat([Buffer.from(opening), ...parts, Buffer.from(`--${boundary}--\r\n`)]);
}

/** Text as encoded words (RFC 2047) where it is more than plain words. */
export function encoded(text: string): string {
  if (/^[\w .!'*+/-]*$/.test(text)) return text;
  // 45 bytes at most make a word of 75 characters; a character is never cut.
  const pieces: string[] = [''];
  for (const character of text) {
    const last = pieces.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > 45) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
}

export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}

function textPart({ text, isHtml }: BodyText): string {
  const type = `Content-Type: text/${isHtml ? 'html' : 'plain'}; charset=utf-8`;
  return `${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(text))}`;
}
