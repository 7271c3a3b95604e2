import { type ResponseWriter } from '../soap/response-writer';
import { type XmlElement } from '../soap/xml-element';
import { escapeXml } from '../soap/xml-text';
import { type Folder } from '../mailbox/folder';
import { type ItemView } from './item-view';
import { dateTime } from './property';

/** MAPI flags of a message: read, unsent, has attachments (MS-OXCMSG, PidTagMessageFlags). */
const flags = { read: 0x01, unsent: 0x08, attachments: 0x10 } as const;

type Value = string | number | undefined;

const ofItem: ReadonlyMap<number, (view: ItemView) => Value> = new Map<number, (view: ItemView) => Value>([
  [
    0x0e07,
    (view) =>
      (view.item?.isRead ? flags.read : 0) | (view.item?.isDraft ? flags.unsent : 0) | (view.hasAttachments ? flags.attachments : 0),
  ],
  [0x0e08, ({ source }) => source.size],
  [0x0e23, ({ item }) => item?.ordinal],
  [0x0037, ({ summary }) => summary.subject],
  [0x001a, ({ itemClass }) => itemClass],
  [0x1035, ({ summary }) => summary.messageId],
  [0x10f3, ({ item }) => (item === undefined ? undefined : `${item.ordinal}.EML`)],
  [0x3008, ({ source }) => dateTime(source.receivedAt)],
]);

const ofFolder: ReadonlyMap<number, (folder: Folder) => Value> = new Map<number, (folder: Folder) => Value>([
  [0x3001, (folder) => folder.displayName],
  [0x3602, (folder) => folder.items.size],
  [0x3603, (folder) => folder.unreadCount],
  [0x3613, (folder) => folder.folderClass],
  [0x360a, (folder) => String(folder.mailbox.children(folder).length > 0)],
  [0x670a, (folder) => dateTime(folder.changes.length * 1000)],
  [0x6751, (folder) => folder.items.size],
  [0x6752, (folder) => folder.changes.length],
  [0x10f3, (folder) => folder.displayName],
]);

/** Writes those of the asked-for MAPI properties that an item has. */
export function writeItemExtendedProperties(out: ResponseWriter, view: ItemView, fields: readonly XmlElement[]): void {
  for (const field of fields) writeValue(out, field, ofItem.get(tagOf(field))?.(view));
}

/** Writes those of the asked-for MAPI properties that a folder has. */
export function writeFolderExtendedProperties(out: ResponseWriter, folder: Folder, fields: readonly XmlElement[]): void {
  for (const field of fields) writeValue(out, field, ofFolder.get(tagOf(field))?.(folder));
}

/** A property tag is written as hexadecimal ("0x0E07") or decimal. */
export function tagOf(field: XmlElement): number {
  return Number(field.attribute('PropertyTag') ?? NaN);
}

function writeValue(out: ResponseWriter, field: XmlElement, value: Value): void {
  if (value === undefined) return;
  const attributes = [...field.attributes].map(([name, text]) => ` ${name}="${escapeXml(text)}"`).join('');
  out.raw(`<t:ExtendedProperty><t:ExtendedFieldURI${attributes}/>`).element('t:Value', value).raw('</t:ExtendedProperty>');
}
