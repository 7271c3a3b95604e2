import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** 0x80–0x9f of windows-1252, as the WHATWG encoding standard maps them. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const decoders = new Map<string, TextDecoder | null>();
/** Labels come from strangers, so the cache of decoders must not grow with them. */
const maxDecoders = 200;

/**
 * Text of bytes in the charset that the sender names (WHATWG labels). Never fails: without a label, or with an unknown or
 * impossible one, the text is UTF-8 where that fits and else windows-1252.
 */
export function decodeCharset(bytes: Buffer, label: string | null): string {
  const name = label === null ? 'utf-8' : normaliseLabel(label);
  if (isAscii(bytes) && !isStateful(name)) return bytes.toString('latin1');
  const decoder = name === 'utf-8' ? null : decoderOf(name);
  if (decoder === null) return decodeUnlabelled(bytes);
  // Node 20 decodes windows-1252 as if it were latin1.
  return decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes);
}

function decodeUnlabelled(bytes: Buffer): string {
  return isUtf8(bytes) || isMostlyUtf8(bytes) ? bytes.toString('utf8') : decodeWindows1252(bytes);
}

/** One broken sequence in a text that is UTF-8 otherwise must not garble all the rest. */
function isMostlyUtf8(bytes: Buffer): boolean {
  let sequences = 0;
  let strays = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const expected = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
    let seen = 0;
    while (seen < expected && ((bytes[i + 1 + seen] ?? 0) & 0xc0) === 0x80) seen++;
    if (expected > 0 && seen === expected) sequences++;
    else strays++;
    i += seen;
  }
  return sequences > strays;
}

/** Text of a header's raw bytes, given as a latin1 string: raw UTF-8 (RFC 6532) where that fits, else windows-1252. */
export function decodeRawHeader(latin1: string): string {
  return /[\u0080-\u00ff]/.test(latin1) ? decodeUnlabelled(Buffer.from(latin1, 'latin1')) : latin1;
}

function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => windows1252.charAt(char.charCodeAt(0) - 0x80));
}

/** Encodings in which ASCII bytes do not mean ASCII text. */
function isStateful(name: string): boolean {
  return name.startsWith('iso-2022') || name.startsWith('utf-16') || name === 'csiso2022jp';
}

function normaliseLabel(label: string): string {
  const name = label.trim().toLowerCase();
  if (name === 'utf-8' || name === 'utf8' || name === 'us-ascii' || name === 'ascii') return 'utf-8';
  return name
    .replace(/^(?:cp|win|windows)[-_]?(?=125\d|874)/, 'windows-')
    .replace(/^(latin|utf)[-_](?=\d)/, (_, family) => (family === 'utf' ? 'utf-' : 'latin'));
}

function decoderOf(name: string): TextDecoder | null {
  let decoder = decoders.get(name);
  if (decoder === undefined) {
    decoder = createDecoder(name);
    if (decoders.size < maxDecoders) decoders.set(name, decoder);
  }
  return decoder;
}

function createDecoder(name: string): TextDecoder | null {
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}

/** Text without control characters, which do harm in later headers and in databases; line breaks and tabs become spaces. */
export function withoutControls(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return text.replace(/[\t\r\n]+/g, ' ').replace(/\p{Cc}/gu, '');
  }
  return text;
}
