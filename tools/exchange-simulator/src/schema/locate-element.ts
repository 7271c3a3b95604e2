import type { XmlDocument } from 'libxml2-wasm' with { 'resolution-mode': 'import' };
import { SaxesParser } from 'saxes';

/** A place in a text; line and position count from 1. */
export interface Position {
  readonly line: number;
  readonly position: number;
}

/**
 * Where in the text the name of an element begins. libxml2 itself knows only the line, and requests have only one.
 * @param path as libxml2 writes it: `/s:Envelope/s:Body/m:GetItem/m:ItemIds/t:ItemId[2]`, `*` standing for names without prefix
 */
export function locateElement(document: XmlDocument, path: string, xml: Buffer): Position | undefined {
  const element = path.replace(/\/@[^/]*$/, '').replace(/\/([^/[*]+)/g, `/*[name()='$1']`);
  const elementsBefore = document.eval(`count(${element}/preceding::* | ${element}/ancestor::*)`);
  let found: Position | undefined;
  let count = 0;
  const parser = new SaxesParser();
  parser.on('opentagstart', ({ name }) => {
    // The name and the character after it have been read.
    if (count++ === elementsBefore) found = { line: parser.line, position: parser.column - name.length };
  });
  parser.write(xml.toString('utf8'));
  return found;
}
