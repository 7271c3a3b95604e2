/** Bytes of one part, from its header to the line break before the next delimiter. */
export interface ByteRange {
  start: number;
  end: number;
}

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
  const delimiter = Buffer.from(`\n--${boundary}`);
  // The line break before the first delimiter may be the one that ends the header. A view, so that the search ends with the body.
  const from = Math.max(0, bodyStart - 1);
  const body = bytes.subarray(from, bodyEnd);
  const ranges: ByteRange[] = [];
  let isClosed = false;
  let open = -1;
  for (let at = body.indexOf(delimiter); at >= 0 && ranges.length < maxRanges;) {
    const after = at + delimiter.length;
    const line = restOfDelimiter(body, after);
    if (line !== null) {
      if (open >= 0) ranges.push({ start: from + open, end: from + Math.max(open, withoutCarriageReturn(body, at)) });
      open = line.closes ? -1 : line.end;
      isClosed ||= line.closes;
    }
    // The line break after a delimiter may begin the next one.
    at = body.indexOf(delimiter, line === null ? after : Math.max(after, line.end - 1));
  }
  if (open >= 0 && ranges.length < maxRanges) ranges.push({ start: from + open, end: bodyEnd });
  return { ranges, isClosed };
}

/** Reads `--` and white space up to the end of the line; null when anything else follows, so that it is no delimiter. */
function restOfDelimiter(body: Buffer, start: number): { closes: boolean; end: number } | null {
  const closes = body[start] === 0x2d && body[start + 1] === 0x2d;
  let i = closes ? start + 2 : start;
  while (body[i] === 0x20 || body[i] === 0x09 || body[i] === 0x0d) i++;
  if (i >= body.length) return { closes, end: body.length };
  return body[i] === 0x0a ? { closes, end: i + 1 } : null;
}

function withoutCarriageReturn(body: Buffer, at: number): number {
  return at > 0 && body[at - 1] === 0x0d ? at - 1 : at;
}
