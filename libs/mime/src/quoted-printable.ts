const equals = 0x3d;
const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * Bytes of quoted-printable text (RFC 2045, 6.7). What is no escape stays as it is, as every mail client does.
 * `lines` says that there are lines: soft line breaks are undone and white space before a line break is dropped.
 */
export function decodeQuotedPrintable(bytes: Buffer, lines = true): Buffer {
  const first = bytes.indexOf(equals);
  if (first < 0 && !lines) return bytes;
  const decoded = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === equals) {
      const value = hexPair(bytes[i + 1], bytes[i + 2]);
      if (value >= 0) {
        decoded[length++] = value;
        i += 2;
        continue;
      }
      const next = lines ? endOfSoftBreak(bytes, i + 1) : -1;
      if (next >= 0) {
        i = next - 1;
        continue;
      }
    } else if (byte === newline && lines) {
      length = withoutTrailingSpace(bytes, i, decoded, length);
      continue;
    }
    decoded[length++] = byte;
  }
  return decoded.subarray(0, length);
}

/** Writes the line break that ends at `i`, over the white space that transport added before it. */
function withoutTrailingSpace(bytes: Buffer, i: number, decoded: Buffer, length: number): number {
  const isCrlf = i > 0 && bytes[i - 1] === carriageReturn;
  let source = isCrlf ? i - 2 : i - 1;
  let end = isCrlf ? length - 1 : length;
  // Only literal white space goes: an escaped space at the end of a line is meant.
  while (source >= 0 && end > 0 && isBlank(bytes[source])) {
    source--;
    end--;
  }
  if (isCrlf) decoded[end++] = carriageReturn;
  decoded[end++] = newline;
  return end;
}

/** Offset after the soft line break whose '=' stands before `start`, or -1 when it is none. */
function endOfSoftBreak(bytes: Buffer, start: number): number {
  let i = start;
  while (isBlank(bytes[i])) i++;
  if (i >= bytes.length) return i;
  if (bytes[i] === carriageReturn) i++;
  return bytes[i] === newline ? i + 1 : -1;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

/** Negative when either is no hexadecimal digit. */
function hexPair(high: number | undefined, low: number | undefined): number {
  return (hexDigit(high) << 4) | hexDigit(low);
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
