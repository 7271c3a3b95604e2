import type { SaxesTagNS } from 'saxes';
import type { Base64Decoder } from './base64-decoder';
import { ResponseTooLarge } from './response-too-large';
import { XmlElement } from './xml-element';

/** Elements of other namespaces are nobody's here. Without any namespace, as a careless server writes them, they count too. */
const namespaces = new Set([
  '',
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
  'http://schemas.microsoft.com/exchange/services/2006/messages',
  'http://schemas.microsoft.com/exchange/services/2006/types',
  'http://schemas.microsoft.com/exchange/services/2006/errors',
]);

/** Whose children are response messages; the second is how some other servers than Exchange call it. */
const containers = new Set(['ResponseMessages', 'Responses']);

/** Handed over, like response messages, and forgotten, as soon as they are complete. */
const headerNames = new Set(['ServerVersionInfo', 'Fault']);

/** Of one response message: several times what a hierarchy of ten thousand folders has. */
const maxElements = 1_000_000;
const maxDepth = 200;

/** Makes a tree of each part of an envelope that means something, and no more. */
export class ElementTree {
  sawEnvelope = false;
  private readonly stack: XmlElement[] = [];
  private complete: XmlElement[] = [];
  private elements = 0;

  get hasComplete(): boolean {
    return this.complete.length > 0;
  }

  get isAtMimeContent(): boolean {
    const top = this.stack.at(-1);
    return top?.name === 'MimeContent' && top.base64 === null;
  }

  /** @throws ResponseTooLarge */
  open({ name, local, prefix, uri, attributes }: SaxesTagNS): void {
    // The parser gives a prefix that was never declared as its own namespace.
    const isOurs = namespaces.has(uri) || uri === prefix;
    if (isOurs && local === 'Envelope') this.sawEnvelope = true;
    if (++this.elements > maxElements) throw new ResponseTooLarge(`has more than ${maxElements} elements`);
    if (this.stack.length >= maxDepth) throw new ResponseTooLarge(`is nested more than ${maxDepth} deep`);
    this.stack.push(new XmlElement(isOurs ? local : `{${uri}}${name}`, attributesByName(attributes)));
  }

  text(text: string): void {
    const top = this.stack.at(-1);
    if (top) top.text += text;
  }

  mimeContent(content: Base64Decoder): void {
    const top = this.stack.at(-1);
    if (top) top.base64 = content;
  }

  close(): void {
    const element = this.stack.pop();
    const parent = this.stack.at(-1);
    if (!element || !parent) return;
    if (element.name === 'MimeContent') element.decode();
    if (containers.has(parent.name) || headerNames.has(element.name)) this.complete.push(element);
    else parent.children.push(element);
  }

  takeComplete(): XmlElement[] {
    const complete = this.complete;
    if (complete.length > 0) this.elements = this.stack.length;
    this.complete = [];
    return complete;
  }
}

function attributesByName(attributes: SaxesTagNS['attributes']): Record<string, string> {
  const byName: Record<string, string> = {};
  for (const { prefix, local, value } of Object.values(attributes)) if (prefix !== 'xmlns') byName[local] = value;
  return byName;
}
