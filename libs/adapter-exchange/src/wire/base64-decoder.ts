const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;

/** Decodes base64 that arrives in pieces cut anywhere, with or without line breaks. */
export class Base64Decoder {
  private readonly parts: Buffer[] = [];
  /** The characters of a group of four that is not complete yet. */
  private rest = '';

  write(bytes: Buffer): void {
    const broken = bytes.includes(newline) || bytes.includes(carriageReturn) || bytes.includes(space);
    const text = this.rest + (broken ? bytes.toString('latin1').replace(/\s+/g, '') : bytes.toString('latin1'));
    const whole = text.length - (text.length % 4);
    this.rest = text.slice(whole);
    if (whole > 0) this.parts.push(Buffer.from(this.rest === '' ? text : text.slice(0, whole), 'base64'));
  }

  end(): Buffer {
    if (this.rest !== '') this.parts.push(Buffer.from(this.rest, 'base64'));
    const [only] = this.parts;
    return this.parts.length === 1 && only ? only : Buffer.concat(this.parts);
  }
}
