const padding = 0x3d;
const newline = 0x0a;

/**
 * Decoded bytes of base64 between two offsets, without decoding. When every line is as long as the first, the size follows from
 * arithmetic over the lines' ends; otherwise the characters are counted. The arithmetic does not see characters outside the
 * alphabet that hide within regular lines: the size is then a few bytes high.
 */
export function base64Size(bytes: Buffer, start: number, end: number): number {
  const last = endOfCharacters(bytes, start, end);
  const firstPadding = bytes.subarray(start, last).indexOf(padding);
  if (firstPadding >= 0) return sizeBySegments(bytes, start, last);
  const characters = regularCharacters(bytes, start, last) ?? countCharacters(bytes, start, last);
  return Math.floor((characters * 3) / 4);
}

/** Offset after the last character that is neither white space nor padding. */
function endOfCharacters(bytes: Buffer, start: number, end: number): number {
  let last = end;
  while (last > start && !isBase64(bytes[last - 1])) last--;
  return last;
}

/** Characters when every line but the last is as long as the first; null when that is not so. */
function regularCharacters(bytes: Buffer, start: number, end: number): number | null {
  const first = bytes.indexOf(newline, start);
  if (first < 0 || first >= end) return countCharacters(bytes, start, end);
  const stride = first + 1 - start;
  const lineBreak = bytes[first - 1] === 0x0d ? 2 : 1;
  let lines = 0;
  let at = first;
  for (; at < end; at += stride, lines++) {
    const isBreak = bytes[at] === newline && (lineBreak === 1 || bytes[at - 1] === 0x0d);
    if (!isBreak || !isBase64(bytes[at - lineBreak]) || !isBase64(bytes[at + 1])) return null;
  }
  const tail = bytes.indexOf(newline, at - stride + 1);
  return tail >= 0 && tail < end ? null : end - start - lines * lineBreak;
}

function countCharacters(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (isBase64(bytes[i])) count++;
  return count;
}

/** Several base64 texts put together: each loses its own incomplete group. */
function sizeBySegments(bytes: Buffer, start: number, end: number): number {
  let size = 0;
  let characters = 0;
  for (let i = start; i <= end; i++) {
    if (i < end && bytes[i] !== padding) {
      if (isBase64(bytes[i])) characters++;
    } else {
      size += Math.floor((characters * 3) / 4);
      characters = 0;
    }
  }
  return size;
}

const alphabet = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') alphabet[char.charCodeAt(0)] = 1;

function isBase64(byte: number | undefined): boolean {
  return byte !== undefined && alphabet[byte] === 1;
}
