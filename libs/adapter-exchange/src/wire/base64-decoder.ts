const ampersand = '&';

/**
 * Decodes base64 that arrives in pieces cut anywhere. What XML allows beside the 64 characters, white space and entities,
 * is looked for only where the decoder has come out short: each search would cost as much as the decoding.
 */
export class Base64Decoder {
  private readonly parts: Buffer[] = [];
  /** The characters of a group of four that is not complete yet. */
  private rest = '';

  /** @returns how many bytes were read: fewer than given when an entity, which is the parser's, stands in the way */
  write(bytes: Buffer): number {
    const text = this.rest + bytes.toString('latin1');
    const whole = text.length - (text.length % 4);
    const rest = text.slice(whole);
    const decoded = Buffer.from(rest === '' ? text : text.slice(0, whole), 'base64');
    if (decoded.length === lengthOf(text, whole) && !/[&\s]/.test(rest)) {
      this.take(decoded, rest);
      return bytes.length;
    }
    const entity = text.indexOf(ampersand);
    const clean = (entity === -1 ? text : text.slice(0, entity)).replace(/\s+/g, '');
    const complete = clean.length - (clean.length % 4);
    const taken = entity === -1 ? bytes.length : entity - this.rest.length;
    this.take(Buffer.from(clean.slice(0, complete), 'base64'), clean.slice(complete));
    return taken;
  }

  end(): Buffer {
    if (this.rest !== '') this.parts.push(Buffer.from(this.rest, 'base64'));
    const [only] = this.parts;
    return this.parts.length === 1 && only ? only : Buffer.concat(this.parts);
  }

  private take(decoded: Buffer, rest: string): void {
    if (decoded.length > 0) this.parts.push(decoded);
    this.rest = rest;
  }
}

/** How many bytes so many characters of nothing but base64 stand for. */
function lengthOf(text: string, whole: number): number {
  const padding = text[whole - 1] !== '=' ? 0 : text[whole - 2] === '=' ? 2 : 1;
  return (whole / 4) * 3 - padding;
}
