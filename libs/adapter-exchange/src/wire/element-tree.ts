import type { Base64Decoder } from './base64-decoder';
import { type Attributes, hasNamespaces, NamespaceScope, ownAttributes } from './namespaces';
import { ResponseTooLarge } from './response-too-large';
import { XmlElement } from './xml-element';

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
  private readonly outermost = new NamespaceScope();
  private readonly scopes: NamespaceScope[] = [];
  private complete: XmlElement[] = [];
  private elements = 0;

  get hasComplete(): boolean {
    return this.complete.length > 0;
  }

  /** Whether every element that has begun has ended. */
  get isEmpty(): boolean {
    return this.stack.length === 0;
  }

  get isAtMimeContent(): boolean {
    const top = this.stack.at(-1);
    return top?.name === 'MimeContent' && top.base64 === null;
  }

  /** @throws ResponseTooLarge */
  open(name: string, attributes: Attributes): void {
    const outside = this.scopes.at(-1) ?? this.outermost;
    const isPlain = !hasNamespaces(attributes);
    const scope = isPlain ? outside : outside.inside(attributes);
    const local = scope.localName(name);
    if (local === 'Envelope') this.sawEnvelope = true;
    if (++this.elements > maxElements) throw new ResponseTooLarge(`has more than ${maxElements} elements`);
    if (this.stack.length >= maxDepth) throw new ResponseTooLarge(`is nested more than ${maxDepth} deep`);
    this.stack.push(new XmlElement(local, isPlain ? attributes : ownAttributes(attributes)));
    this.scopes.push(scope);
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
    this.scopes.pop();
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
