import { decodeCharset } from './charset';
import { decodeQuotedPrintable } from './quoted-printable';

interface EncodedWord {
  charset: string;
  encoding: 'B' | 'Q';
  text: string;
}

/**
 * Decodes the encoded words (RFC 2047) of a header's text. Adjacent words of one charset are joined as bytes before
 * decoding, because senders split multi-byte characters, and even base64 groups, between words.
 */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  const pattern = /=\?([\w\-*]+)\?([bq])\?([^?]*)\?=/gi;
  let decoded = '';
  let end = 0;
  let run: EncodedWord[] = [];
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const between = text.slice(end, match.index);
    if (run.length === 0 || between.trim() !== '') {
      decoded += decodeRun(run) + between;
      run = [];
    }
    const [whole, charset = '', encoding, content = ''] = match;
    run.push({ charset: withoutLanguage(charset), encoding: encoding === 'B' || encoding === 'b' ? 'B' : 'Q', text: content });
    end = match.index + whole.length;
  }
  return decoded + decodeRun(run) + text.slice(end);
}

/** RFC 2231, 5: a language may follow the charset. */
function withoutLanguage(charset: string): string {
  const star = charset.indexOf('*');
  return (star < 0 ? charset : charset.slice(0, star)).toLowerCase();
}

function decodeRun(words: EncodedWord[]): string {
  let text = '';
  for (let i = 0; i < words.length;) {
    const charset = words[i]?.charset ?? '';
    const chunks: Buffer[] = [];
    while (i < words.length && words[i]?.charset === charset) {
      const encoding = words[i]?.encoding;
      const contents: string[] = [];
      for (let word = words[i]; word?.charset === charset && word.encoding === encoding; word = words[++i]) contents.push(word.text);
      chunks.push(encoding === 'B' ? decodeB(contents.join('')) : decodeQ(contents.join('')));
    }
    text += decodeCharset(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), charset);
  }
  return text;
}

function decodeB(text: string): Buffer {
  const padding = text.indexOf('=');
  if (padding < 0 || padding >= text.length - 2) return Buffer.from(text, 'base64');
  return Buffer.concat(text.split('=').map((group) => Buffer.from(group, 'base64')));
}

function decodeQ(text: string): Buffer {
  return decodeQuotedPrintable(Buffer.from(text.replace(/[_\s]/g, ' '), 'utf8'), false);
}
