import { SaxesParser } from 'saxes';

/** An element of a well-formed document. */
export interface Node {
  uri: string;
  name: string;
  attributes: Record<string, string>;
  children: Node[];
  text: string;
}

export interface XmlStyle {
  /** No prefixes; or one of its own for each element, declared on the spot. Default: as declared at the root. */
  prefixes?: 'none' | 'everywhere-others';
  /** Text in CDATA; comments, processing instructions and line breaks between everything; attributes in single quotes. */
  ornate?: boolean;
  /** Base64 in lines of 76 characters. */
  brokenBase64?: boolean;
}

/** The envelopes of a body, one after another. */
export function parse(xml: string): Node[] {
  const root: Node = { uri: '', name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  const parser = new SaxesParser({ fragment: true, xmlns: true });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const own = Object.values(attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns');
    const node = { uri, name: local, attributes: Object.fromEntries(own.map(({ name, value }) => [name, value])), children: [], text: '' };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on('text', (text) => void ((stack.at(-1) ?? root).text += text));
  parser.on('closetag', () => void stack.pop());
  // An envelope of the simulator begins with an XML declaration, whichever stands before it.
  parser.on('error', () => undefined);
  parser.write(xml).close();
  return root.children;
}

export function write(node: Node, style: XmlStyle): string {
  return `<?xml version="1.0" encoding="utf-8"?>${new Writer(style).element(node, '')}`;
}

class Writer {
  private prefixes = 0;

  constructor(private readonly style: XmlStyle) {}

  element(node: Node, inherited: string): string {
    const [tag, declaration] = this.tag(node, inherited);
    const attributes = Object.entries(node.attributes).map(([name, value]) => this.attribute(name, value));
    const between = this.style.ornate ? '\r\n\t<!-- <m:Fault/> -->\r\n<?odd <?>\r\n' : '';
    const children = node.children.map((child) => between + this.element(child, node.uri)).join('');
    const content = node.children.length > 0 ? children + between : this.text(node);
    return `<${tag}${declaration}${attributes.join('')}${this.style.ornate ? '\n' : ''}>${content}</${tag}>`;
  }

  private tag({ uri, name }: Node, inherited: string): [tag: string, declaration: string] {
    if (this.style.prefixes === 'none') return [name, uri === inherited ? '' : this.attribute('xmlns', uri)];
    // The prefix that usually means the other namespace.
    const usual = uri.endsWith('/types') ? 'm' : uri.endsWith('/messages') ? 't' : 'x';
    const prefix = this.style.prefixes === 'everywhere-others' ? usual : `p${++this.prefixes}`;
    return [`${prefix}:${name}`, this.attribute(`xmlns:${prefix}`, uri)];
  }

  private attribute(name: string, value: string): string {
    const escaped = value.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    return this.style.ornate ? `\n ${name} = '${escaped.replace(/'/g, '&#39;')}'` : ` ${name}="${escaped.replace(/"/g, '&quot;')}"`;
  }

  private text({ name, text }: Node): string {
    if (text === '') return '';
    if (name === 'MimeContent' && this.style.brokenBase64) return `\r\n${text.replace(/.{1,76}/g, '$&\r\n')}`;
    if (this.style.ornate) return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }
}
