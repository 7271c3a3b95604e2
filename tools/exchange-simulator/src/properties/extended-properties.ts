import { type Folder } from '../mailbox/folder';
import { propertyKey, tagKey } from '../mailbox/property-key';
import { type ResponseWriter } from '../soap/response-writer';
import { type XmlElement } from '../soap/xml-element';
import { escapeXml } from '../soap/xml-text';
import { type ItemView } from './item-view';
import { type MapiValue, readMapiProperty } from './mapi-properties';
import { dateTime } from './property';

const ofFolder: ReadonlyMap<string, (folder: Folder) => MapiValue> = new Map<string, (folder: Folder) => MapiValue>([
  [tagKey(0x3001), (folder) => folder.displayName],
  [tagKey(0x3602), (folder) => folder.itemCount],
  [tagKey(0x3603), (folder) => folder.unreadCount],
  [tagKey(0x3613), (folder) => folder.folderClass],
  [tagKey(0x360a), (folder) => String(folder.mailbox.children(folder).length > 0)],
  [tagKey(0x670a), (folder) => dateTime(folder.changes.length * 1000)],
  [tagKey(0x6751), (folder) => folder.itemCount],
  [tagKey(0x6752), (folder) => folder.changes.length],
  [tagKey(0x10f4), (folder) => (folder.isHidden ? 'true' : undefined)],
  [tagKey(0x10f3), (folder) => folder.displayName],
]);

/** Writes those of the asked-for MAPI properties that an item has. */
export function writeItemExtendedProperties(out: ResponseWriter, view: ItemView, fields: readonly XmlElement[]): void {
  for (const field of fields) writeValue(out, field, readMapiProperty(view, propertyKey(field)));
}

/** Writes those of the asked-for MAPI properties that a folder has. */
export function writeFolderExtendedProperties(out: ResponseWriter, folder: Folder, fields: readonly XmlElement[]): void {
  for (const field of fields) writeValue(out, field, ofFolder.get(propertyKey(field))?.(folder));
}

/** The values that an `ExtendedProperty` carries. */
export function extendedValues(property: XmlElement): string[] {
  const values = property.child('Values')?.children ?? property.children.filter(({ name }) => name === 'Value');
  return values.map(({ text }) => text);
}

function writeValue(out: ResponseWriter, field: XmlElement, value: MapiValue): void {
  if (value === undefined) return;
  const attributes = [...field.attributes].map(([name, text]) => ` ${name}="${escapeXml(text)}"`).join('');
  out.raw(`<t:ExtendedProperty><t:ExtendedFieldURI${attributes}/>`);
  if (typeof value !== 'object') out.element('t:Value', value);
  else {
    out.raw('<t:Values>');
    for (const each of value) out.element('t:Value', each);
    out.raw('</t:Values>');
  }
  out.raw('</t:ExtendedProperty>');
}
