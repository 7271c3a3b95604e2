import { decodeCharset } from './charset';
import { type MimePart } from './message';
import { decodeRange } from './transfer-decoding';

/**
 * Text of a part: transfer encoding and charset undone (see `decodeCharset`). `limitBytes` bounds how many bytes of the
 * encoded body are read; a character that the limit cuts is left out.
 */
export function decodeText(bytes: Buffer, part: MimePart, limitBytes = Infinity): string {
  const end = Math.min(part.bodyEnd, part.bodyStart + limitBytes);
  const decoded = decodeRange(bytes, part, end);
  return decodeCharset(end < part.bodyEnd ? withoutCutSequence(decoded) : decoded, part.charset);
}

/** Drops an incomplete UTF-8 sequence at the end, which would make the whole text look like another charset. */
function withoutCutSequence(bytes: Buffer): Buffer {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  const lead = bytes[start] ?? 0;
  const expected = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return bytes.length - start < expected ? bytes.subarray(0, start) : bytes;
}
