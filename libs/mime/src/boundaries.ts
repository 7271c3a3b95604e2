/** Bytes of one part, from its header to the line break before the next delimiter. */
export interface ByteRange {
  start: number;
  end: number;
}

/** RFC 2046, 5.1.1. */
const maxBoundary = 70;

/**
 * Ranges of the parts of a multipart's body (RFC 2046, 5.1), `maxRanges` at most. A part that follows the closing delimiter
 * is still a part, because gateways append some there; one whose delimiter is missing ends where the body ends.
 */
export function delimitedRanges(
  bytes: Buffer,
  bodyStart: number,
  bodyEnd: number,
  boundary: string,
  maxRanges: number,
): { ranges: ByteRange[]; isClosed: boolean } {
  const delimiter = Buffer.from(`--${boundary}`);
  // Searched without its line break, because base64 is full of those and has no '-'; and never for more than a boundary may
  // have, because a long search pattern can be made slow.
  const needle = delimiter.subarray(0, 2 + maxBoundary);
  // A view, so that the search ends with the body.
  const body = bytes.subarray(bodyStart, bodyEnd);
  const ranges: ByteRange[] = [];
  let isClosed = false;
  let open = -1;
  for (let at = body.indexOf(needle); at >= 0 && ranges.length < maxRanges;) {
    const line = delimiterAt(body, at, delimiter);
    if (line !== null) {
      if (open >= 0) ranges.push({ start: bodyStart + open, end: bodyStart + Math.max(open, withoutLineBreak(body, at)) });
      open = line.closes ? -1 : line.end;
      isClosed ||= line.closes;
    }
    const next = line?.end ?? body.indexOf(0x0a, at);
    at = next < 0 ? -1 : body.indexOf(needle, next);
  }
  if (open >= 0 && ranges.length < maxRanges) ranges.push({ start: bodyStart + open, end: bodyEnd });
  return { ranges, isClosed };
}

/** The delimiter line that begins at `at`, or null: it stands at a line's start, and only `--` and white space may follow it. */
function delimiterAt(body: Buffer, at: number, delimiter: Buffer): { closes: boolean; end: number } | null {
  const after = at + delimiter.length;
  if (at > 0 && body[at - 1] !== 0x0a) return null;
  if (delimiter.length > 2 + maxBoundary && !body.subarray(at, after).equals(delimiter)) return null;
  const closes = body[after] === 0x2d && body[after + 1] === 0x2d;
  let i = closes ? after + 2 : after;
  while (body[i] === 0x20 || body[i] === 0x09 || body[i] === 0x0d) i++;
  if (i >= body.length) return { closes, end: body.length };
  return body[i] === 0x0a ? { closes, end: i + 1 } : null;
}

function withoutLineBreak(body: Buffer, at: number): number {
  return at > 1 && body[at - 2] === 0x0d ? at - 2 : at - 1;
}
