import { MailError } from '@mailroom/mail-adapter';
import { SaxesParser } from 'saxes';
import { XmlElement } from '../wire/xml-element';

/** Of Autodiscover's answers, which are some kilobytes. */
const maxBytes = 512_000;
const maxDepth = 50;

/** Reads a small document whole, its names without prefix. @throws MailError `not-exchange` when it is no XML, or too large */
export async function readDocument(body: AsyncIterable<Buffer>): Promise<XmlElement> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    if ((size += part.length) > maxBytes) throw new MailError('not-exchange');
    parts.push(part);
  }
  try {
    return parse(Buffer.concat(parts).toString());
  } catch (cause) {
    throw new MailError('not-exchange', { cause });
  }
}

function parse(text: string): XmlElement {
  const root = new XmlElement('', {});
  const stack = [root];
  const parser = new SaxesParser({ xmlns: true });
  const append = (piece: string): void => {
    const top = stack.at(-1);
    if (top) top.text += piece;
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local }) => {
    const element = new XmlElement(local, {});
    stack.at(-1)?.children.push(element);
    if (stack.push(element) > maxDepth) throw new Error('It is nested too deep.');
  });
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => void stack.pop());
  parser.write(text.replace(/^\ufeff/, '')).close();
  const [document] = root.children;
  if (!document) throw new Error('It is empty.');
  return document;
}
