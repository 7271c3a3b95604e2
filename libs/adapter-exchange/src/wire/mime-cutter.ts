import { StringDecoder } from 'node:string_decoder';
import { Base64Decoder } from './base64-decoder';

const elementName = 'MimeContent';
const lessThan = 0x3c;
const greaterThan = 0x3e;
/** In bytes; a longer opening tag is left to the parser. */
const maxTag = 1_024;
/** The whole of an opening tag, under any prefix, with attributes in quotes of either kind. */
const openingTag = /^<(?:[^\s<>&:"'=/]+:)?MimeContent(?:\s+[^\s<>"'=/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*>/;

/** What the cutter makes of the bytes: XML without the base64, and the decoders that have begun to read it. */
export interface CutterTarget {
  xml(text: string): void;
  /** Whether the XML so far ends with the opening tag of a `MimeContent`: what looks like one may stand in a comment. */
  isAtMimeContent(): boolean;
  /** Comes before what follows in the element: the closing tag, or (in CDATA, around a comment or entity) more base64. */
  mimeContent(content: Base64Decoder): void;
}

/**
 * Takes the MIME out of a response before an XML parser sees it. Of a GetItem response 99 % are base64, and a parser
 * looks at each character of it; here it is found by searching for bytes and decoded as it arrives. The cut goes from
 * the opening tag to the first markup; in the rare answer that has more than the closing tag there, the parser sees the rest.
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
    const tag = bytes.indexOf(lessThan);
    const base64 = tag === -1 ? bytes : bytes.subarray(0, tag);
    const read = decoder.write(base64);
    const end = read < base64.length ? read : tag;
    if (end === -1) return null;
    this.decoder = null;
    this.target.mimeContent(decoder);
    return bytes.subarray(end);
  }

  private readXml(bytes: Buffer): Buffer | null {
    const lastTag = bytes.lastIndexOf(lessThan);
    const complete = lastTag > bytes.lastIndexOf(greaterThan) ? bytes.subarray(0, lastTag) : bytes;
    const content = contentStart(complete);
    if (content !== -1) {
      this.xml(bytes.subarray(0, content));
      if (this.target.isAtMimeContent()) this.decoder = new Base64Decoder();
      return bytes.subarray(content);
    }
    this.xml(complete);
    this.carry = complete.length < bytes.length ? bytes.subarray(complete.length) : null;
    return null;
  }

  private xml(bytes: Buffer): void {
    const text = this.utf8.write(bytes);
    if (text !== '') this.target.xml(text);
  }
}

/** Where the content of the first `MimeContent` begins, or -1. */
function contentStart(bytes: Buffer): number {
  for (let at = bytes.indexOf(elementName); at !== -1; at = bytes.indexOf(elementName, at + elementName.length)) {
    const tag = bytes.lastIndexOf(lessThan, at);
    if (tag === -1) continue;
    const opened = openingTag.exec(bytes.toString('latin1', tag, tag + maxTag));
    if (opened) return tag + opened[0].length;
  }
  return -1;
}
