import { SaxesParser } from 'saxes';
import { SchemaViolation } from './errors';
import { namespaces } from './namespaces';
import { XmlElement } from './xml-element';

/** A request's parts: the SOAP header's elements and the one element of the body. */
export interface SoapRequest {
  readonly header: XmlElement | undefined;
  readonly operation: XmlElement;
}

/** Reads a SOAP 1.1 request. @throws {SchemaViolation} when it is not well-formed or not an envelope with one operation. */
export function readRequest(bytes: Buffer): SoapRequest {
  const envelope = parseXml(bytes.toString('utf8'));
  if (envelope.name !== 'Envelope' || envelope.namespace !== namespaces.soap) throw new SchemaViolation('A SOAP envelope is expected.');
  const operation = envelope.required('Body').children[0];
  if (operation === undefined) throw new SchemaViolation('The SOAP body is empty.');
  if (operation.namespace !== namespaces.messages) {
    throw new SchemaViolation(`The element '${operation.name}' in namespace '${operation.namespace}' is not expected.`);
  }
  return { header: envelope.child('Header'), operation };
}

/** The root element of a document. @throws {SchemaViolation} when it is not well-formed, or has a document type. */
export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw new SchemaViolation(error.message);
  });
  parser.on('doctype', () => {
    throw new SchemaViolation('A document type declaration is not allowed.');
  });
  parser.on('opentag', (tag) => {
    const attributes = new Map(Object.values(tag.attributes).map((attribute) => [attribute.local, attribute.value]));
    const element = new XmlElement(tag.local, tag.uri, attributes);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const onText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  if (root === undefined) throw new SchemaViolation('The request is empty.');
  return root;
}
