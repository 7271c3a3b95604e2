import { MailError } from '@mailroom/mail-adapter';
import { SaxesParser } from 'saxes';
import { MimeCutter } from './mime-cutter';
import { XmlElement } from './xml-element';

/** What a document that is cut in the wrong place looks like; a stray character or entity spoils nothing. */
const structural = /tag|attribute|unexpected end|incorrect syntax/;

/** Elements that are handed over, and forgotten, as soon as they are complete. */
const headerNames = new Set(['ServerVersionInfo', 'Fault']);

/**
 * Reads SOAP envelopes from a response whose bytes arrive cut anywhere; a stream of notifications is many envelopes.
 * Gives each response message (a child of `ResponseMessages`), `ServerVersionInfo` and `Fault` once complete, so memory
 * holds one message at a time.
 * @throws MailError `protocol-error` when it is no XML, or ends in the middle
 */
export async function* readResponse(body: AsyncIterable<Buffer>): AsyncGenerator<XmlElement> {
  const tree = new ElementStack();
  const parser = new SaxesParser({ fragment: true, xmlns: false });
  parser.on('error', ({ message }) => {
    if (structural.test(message))
      throw new MailError('protocol-error', { message: `The mail server’s answer is not valid XML (${message})` });
  });
  parser.on('opentag', ({ name, attributes }) => tree.open(name, attributes));
  parser.on('text', (text) => tree.text(text));
  parser.on('cdata', (text) => tree.text(text));
  parser.on('closetag', () => tree.close());
  const cutter = new MimeCutter({ xml: (text) => void parser.write(text), mimeContent: (bytes) => tree.bytes(bytes) });

  for await (const chunk of body) {
    cutter.write(chunk);
    yield* tree.takeComplete();
  }
  cutter.end();
  parser.close();
  yield* tree.takeComplete();
  if (!tree.sawEnvelope) throw new MailError('protocol-error', { message: 'The mail server’s answer holds no SOAP envelope.' });
}

class ElementStack {
  sawEnvelope = false;
  private readonly stack: XmlElement[] = [];
  private complete: XmlElement[] = [];

  open(qualifiedName: string, attributes: Record<string, string>): void {
    const name = qualifiedName.slice(qualifiedName.indexOf(':') + 1);
    if (name === 'Envelope') this.sawEnvelope = true;
    this.stack.push(new XmlElement(name, attributes));
  }

  text(text: string): void {
    const top = this.stack.at(-1);
    if (top) top.text += text;
  }

  bytes(bytes: Buffer): void {
    const top = this.stack.at(-1);
    if (top) top.bytes = bytes;
  }

  close(): void {
    const element = this.stack.pop();
    const parent = this.stack.at(-1);
    if (!element || !parent) return;
    if (parent.name === 'ResponseMessages' || headerNames.has(element.name)) this.complete.push(element);
    else parent.children.push(element);
  }

  takeComplete(): XmlElement[] {
    const complete = this.complete;
    this.complete = [];
    return complete;
  }
}
