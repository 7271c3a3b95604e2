import { TextDecoder } from 'node:util';

/** How each encoding that XML must be readable in begins: its mark, or "<?" without one (XML 1.0, appendix F). */
const utf16Beginnings: [Buffer, string][] = [
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0x3c, 0x00]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
  [Buffer.from([0x00, 0x3c]), 'utf-16be'],
];

const nothing = Buffer.alloc(0);

/** Gives the same XML in UTF-8, whichever of the two encodings that every XML processor reads it comes in. */
export class Utf8Input {
  /** `null`: it is in UTF-8 already. `undefined`: too little has come to know. */
  private decoder: TextDecoder | null | undefined;
  private beginning: Buffer = nothing;

  take(chunk: Buffer): Buffer {
    if (this.decoder !== undefined) return this.inUtf8(chunk, this.decoder);
    const beginning = Buffer.concat([this.beginning, chunk]);
    this.beginning = beginning.length < 2 ? beginning : nothing;
    if (beginning.length < 2) return nothing;
    this.decoder = decoderFor(beginning);
    return this.inUtf8(beginning, this.decoder);
  }

  /** What was too little. */
  end(): Buffer {
    return this.beginning;
  }

  private inUtf8(bytes: Buffer, decoder: TextDecoder | null): Buffer {
    return decoder ? Buffer.from(decoder.decode(bytes, { stream: true })) : bytes;
  }
}

function decoderFor(beginning: Buffer): TextDecoder | null {
  const encoding = utf16Beginnings.find(([mark]) => beginning.subarray(0, mark.length).equals(mark))?.[1];
  return encoding === undefined ? null : new TextDecoder(encoding);
}
