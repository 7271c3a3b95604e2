/** The ids of the attributes that are read or written here (MS-NLMP 2.2.2.1). */
export const AvId = { endOfList: 0, flags: 6, timestamp: 7, targetName: 9, channelBindings: 10 } as const;

/** Attribute-value pairs by id, in the order in which they were sent, without the end of the list. */
export type AvPairs = ReadonlyMap<number, Buffer>;

/** Reads until the list's end, or until what cannot be read. */
export function readAvPairs(bytes: Buffer): Map<number, Buffer> {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const id = bytes.readUInt16LE(at);
    const end = at + 4 + bytes.readUInt16LE(at + 2);
    if (id === AvId.endOfList || end > bytes.length) break;
    pairs.set(id, bytes.subarray(at + 4, end));
    at = end;
  }
  return pairs;
}

export function writeAvPairs(pairs: AvPairs): Buffer {
  const parts = [...pairs].flatMap(([id, value]) => [head(id, value.length), value]);
  return Buffer.concat([...parts, head(AvId.endOfList, 0)]);
}

function head(id: number, length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(id, 0);
  bytes.writeUInt16LE(length, 2);
  return bytes;
}
