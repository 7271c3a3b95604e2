import { StringDecoder } from 'node:string_decoder';
import { Base64Decoder } from './base64-decoder';

const elementName = 'MimeContent';
const lessThan = 0x3c;
const greaterThan = 0x3e;
const slash = 0x2f;

/** What the cutter makes of the bytes: XML in which every `MimeContent` is empty, and those elements' decoded content. */
export interface CutterTarget {
  xml(text: string): void;
  /** Comes before the XML of the closing tag. */
  mimeContent(bytes: Buffer): void;
}

/**
 * Takes the MIME out of a response before an XML parser sees it. Of a GetItem response 99 % are base64, and a parser
 * looks at each character of it; here it is found by searching for bytes and decoded as it arrives.
 */
export class MimeCutter {
  private readonly utf8 = new StringDecoder('utf8');
  /** The beginning of a tag whose end has not arrived. */
  private carry: Buffer | null = null;
  private decoder: Base64Decoder | null = null;

  constructor(private readonly target: CutterTarget) {}

  write(chunk: Buffer): void {
    let rest: Buffer | null = this.carry ? Buffer.concat([this.carry, chunk]) : chunk;
    this.carry = null;
    while (rest !== null && rest.length > 0) rest = this.decoder ? this.readBase64(rest, this.decoder) : this.readXml(rest);
  }

  end(): void {
    this.xml(this.carry ?? Buffer.alloc(0));
    this.carry = null;
  }

  private readBase64(bytes: Buffer, decoder: Base64Decoder): Buffer | null {
    const end = bytes.indexOf(lessThan);
    decoder.write(end === -1 ? bytes : bytes.subarray(0, end));
    if (end === -1) return null;
    this.decoder = null;
    this.target.mimeContent(decoder.end());
    return bytes.subarray(end);
  }

  private readXml(bytes: Buffer): Buffer | null {
    const lastTag = bytes.lastIndexOf(lessThan);
    const complete = lastTag > bytes.lastIndexOf(greaterThan) ? bytes.subarray(0, lastTag) : bytes;
    const content = this.contentStart(complete);
    if (content !== -1) {
      this.xml(bytes.subarray(0, content));
      this.decoder = new Base64Decoder();
      return bytes.subarray(content);
    }
    this.xml(complete);
    this.carry = complete.length < bytes.length ? bytes.subarray(complete.length) : null;
    return null;
  }

  /** Where the content of the first `MimeContent` begins, or -1. */
  private contentStart(bytes: Buffer): number {
    for (let at = bytes.indexOf(elementName); at !== -1; at = bytes.indexOf(elementName, at + elementName.length)) {
      const tag = bytes.lastIndexOf(lessThan, at);
      const end = bytes.indexOf(greaterThan, at);
      if (tag === -1 || end === -1 || bytes[end - 1] === slash) continue;
      if (/^<(?:[\w.-]+:)?MimeContent(?:\s[^<]*)?>$/.test(bytes.toString('latin1', tag, end + 1))) return end + 1;
    }
    return -1;
  }

  private xml(bytes: Buffer): void {
    const text = this.utf8.write(bytes);
    if (text !== '') this.target.xml(text);
  }
}
