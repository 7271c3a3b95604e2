import { type MimePart } from './message';
import { decodeQuotedPrintable } from './quoted-printable';
import { decodeUuencoded } from './uuencoded';

/** Bytes of a part's body with its transfer encoding undone. A view of `bytes` where there is none. Never fails. */
export function decodePart(bytes: Buffer, part: MimePart): Buffer {
  return decodeRange(bytes, part, part.bodyEnd);
}

/** As `decodePart`, for the body up to `end`. */
export function decodeRange(bytes: Buffer, part: MimePart, end: number): Buffer {
  const body = bytes.subarray(part.bodyStart, end);
  switch (part.encoding) {
    case 'base64':
      return decodeBase64(body);
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'uuencode':
      return decodeUuencoded(body);
    case 'identity':
      return body;
  }
}

/** Padding within the body ends one of several base64 texts put together, as list software does. */
function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const padding = text.indexOf('=');
  if (padding < 0 || text.slice(padding).replace(/[=\s]+/, '') === '') return Buffer.from(text, 'base64');
  const decoded = Buffer.allocUnsafe(Math.ceil((text.length * 3) / 4));
  let length = 0;
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('=', start);
    const end = next < 0 ? text.length : next;
    if (end > start) length += decoded.write(text.slice(start, end), length, 'base64');
    start = end + 1;
  }
  return decoded.subarray(0, length);
}
