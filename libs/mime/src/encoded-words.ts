import { decodeCharset, decodeRawHeader } from './charset';
import { decodeQuotedPrintable } from './quoted-printable';
import { trimAscii } from './trim-ascii';

interface EncodedWord {
  charset: string;
  isBase64: boolean;
  text: string;
}

/**
 * Text of a raw (latin1) header value: encoded words (RFC 2047) and raw 8-bit text between them. Adjacent words of one charset
 * are joined as bytes before decoding, because senders split multi-byte characters, and even base64 groups, between words.
 */
export function decodeHeaderText(raw: string): string {
  if (!raw.includes('=?')) return decodeRawHeader(raw);
  const pattern = /=\?([\w\-*]+)\?([bq])\?([^?]*)\?=/gi;
  let decoded = '';
  let end = 0;
  let run: EncodedWord[] = [];
  for (let match = pattern.exec(raw); match !== null; match = pattern.exec(raw)) {
    const between = raw.slice(end, match.index);
    if (run.length === 0 || trimAscii(between) !== '') {
      decoded += decodeRun(run) + decodeRawHeader(between);
      run = [];
    }
    const [whole, label = '', encoding, content = ''] = match;
    addWord(run, { charset: withoutLanguage(label), isBase64: encoding === 'B' || encoding === 'b', text: content });
    end = match.index + whole.length;
  }
  return decoded + decodeRun(run) + decodeRawHeader(raw.slice(end));
}

function addWord(run: EncodedWord[], word: EncodedWord): void {
  const last = run.at(-1);
  if (last?.charset === word.charset && last.isBase64 === word.isBase64 && !isStateful(word)) last.text += word.text;
  else run.push(word);
}

/** Each word of such an encoding begins in ASCII again. */
function isStateful({ charset }: EncodedWord): boolean {
  return charset.startsWith('iso-2022');
}

/** RFC 2231, 5: a language may follow the charset. */
function withoutLanguage(charset: string): string {
  const star = charset.indexOf('*');
  return (star < 0 ? charset : charset.slice(0, star)).toLowerCase();
}

function decodeRun(run: EncodedWord[]): string {
  let text = '';
  let chunks: Buffer[] = [];
  run.forEach((word, index) => {
    chunks.push(word.isBase64 ? decodeB(word.text) : decodeQ(word.text));
    if (run[index + 1]?.charset === word.charset && !isStateful(word)) return;
    text += decodeCharset(Buffer.concat(chunks), word.charset);
    chunks = [];
  });
  return text;
}

function decodeB(text: string): Buffer {
  const padding = text.indexOf('=');
  if (padding < 0 || padding >= text.length - 2) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split('=').map((group) => Buffer.from(group, 'base64')));
}

function decodeQ(text: string): Buffer {
  return decodeQuotedPrintable(Buffer.from(text.replace(/[_\t\r\n]/g, ' '), 'latin1'), false);
}
