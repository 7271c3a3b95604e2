import { TextDecoder } from 'node:util';
/** How each encoding that XML must be readable in begins: its mark, or "<?" without one (XML 1.0, appendix F). */
const utf16Beginnings: [Buffer, string][] = [
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0x3c, 0x00]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
  [Buffer.from([0x00, 0x3c]), 'utf-16be'],
];

/** The same XML in UTF-8, whichever of the two encodings that every XML processor reads it comes in. */
export async function* inUtf8(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  let beginning: Buffer = Buffer.alloc(0);
  for await (const chunk of body) {
    let bytes = chunk;
    if (decoder === undefined) {
      bytes = beginning = beginning.length > 0 ? Buffer.concat([beginning, chunk]) : chunk;
      if (beginning.length < 2) continue;
      decoder = decoderFor(beginning);
    }
    yield decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
  if (decoder === undefined && beginning.length > 0) yield beginning;
}

function decoderFor(beginning: Buffer): TextDecoder | null {
  const encoding = utf16Beginnings.find(([mark]) => beginning.subarray(0, mark.length).equals(mark))?.[1];
  return encoding === undefined ? null : new TextDecoder(encoding);
}
