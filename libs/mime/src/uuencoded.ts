const end = Buffer.from('end');

/** Bytes of a uuencoded body: the lines between `begin` and `end`. */
export function decodeUuencoded(body: Buffer): Buffer {
  const decoded = Buffer.alloc(body.length);
  let length = 0;
  let line = startOfData(body);
  while (line < body.length) {
    const newline = body.indexOf(0x0a, line);
    const lineEnd = newline < 0 ? body.length : newline;
    if (body.subarray(line, line + 3).equals(end)) break;
    const count = sextet(body[line]);
    for (let i = 0, source = line + 1; i < count && source < lineEnd; i += 3, source += 4) {
      const group =
        (sextet(body[source]) << 18) | (sextet(body[source + 1]) << 12) | (sextet(body[source + 2]) << 6) | sextet(body[source + 3]);
      for (let byte = 0; byte < 3 && i + byte < count; byte++) decoded[length++] = (group >> (16 - 8 * byte)) & 0xff;
    }
    line = lineEnd + 1;
  }
  return decoded.subarray(0, length);
}

/** Offset after the `begin` line. */
function startOfData(body: Buffer): number {
  const begin = body.indexOf('begin ');
  const newline = begin < 0 ? -1 : body.indexOf(0x0a, begin);
  return newline < 0 ? body.length : newline + 1;
}

function sextet(byte: number | undefined): number {
  return byte === undefined ? 0 : (byte - 0x20) & 0x3f;
}
