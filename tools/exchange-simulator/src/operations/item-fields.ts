import { propertyKey } from '../mailbox/property-key';
import { importanceOf, sensitivityOf } from '../properties/marks';
import { displayNames } from '../properties/people';
import { type ItemView } from '../properties/item-view';
import { readMapiProperty } from '../properties/mapi-properties';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';

type Value = string | number | boolean;

/** A property that items can be searched and sorted by. */
export interface ItemField {
  read(view: ItemView): Value | undefined;
  /** Reads the constant that it is compared with. */
  parse(constant: string): Value;
}

const text = (read: (view: ItemView) => string | undefined): ItemField => ({ read, parse: (constant) => constant });
const number = (read: (view: ItemView) => number | undefined): ItemField => ({ read, parse: Number });
const date = (read: (view: ItemView) => number | undefined): ItemField => ({ read, parse: (constant) => Date.parse(constant) });
const boolean = (read: (view: ItemView) => boolean | undefined): ItemField => ({
  read,
  parse: (constant) => constant === 'true' || constant === '1',
});

/** What the wire shows is whole seconds, and so is what a client compares with. */
const wholeSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;

const fields: ReadonlyMap<string, ItemField> = new Map([
  ['item:Subject', text(({ summary }) => summary.subject)],
  ['item:ItemClass', text(({ itemClass }) => itemClass)],
  ['item:DateTimeReceived', date(({ source }) => wholeSeconds(source.receivedAt))],
  ['item:DateTimeCreated', date(({ source }) => wholeSeconds(source.receivedAt))],
  ['item:LastModifiedTime', date(({ item, source }) => wholeSeconds(item?.modifiedAt ?? source.receivedAt))],
  ['item:DateTimeSent', date(({ summary, source }) => wholeSeconds(summary.sentAt ?? source.receivedAt))],
  ['item:Size', number(({ source }) => source.size)],
  ['item:HasAttachments', boolean((view) => view.hasAttachments)],
  ['item:Importance', text(importanceOf)],
  ['item:Sensitivity', text(sensitivityOf)],
  ['item:IsAssociated', boolean(({ item }) => item?.isAssociated)],
  ['item:IsDraft', boolean(({ item }) => item?.isDraft)],
  ['item:DisplayTo', text(({ summary }) => displayNames(summary.to))],
  ['item:DisplayCc', text(({ summary }) => displayNames(summary.cc))],
  ['message:From', text(({ summary }) => summary.from[0]?.address)],
  ['message:Sender', text(({ summary }) => (summary.sender[0] ?? summary.from[0])?.address)],
  ['message:InternetMessageId', text(({ summary }) => summary.messageId)],
  ['message:IsRead', boolean(({ item }) => item?.isRead)],
]);

/** The property that a path names. @throws {ResponseError} ErrorUnsupportedPathForQuery for one that cannot be searched by. */
export function itemField(path: XmlElement): ItemField {
  if (path.name === 'ExtendedFieldURI') return mapiField(path);
  const field = fields.get(path.attribute('FieldURI') ?? '');
  if (field === undefined) {
    throw new ResponseError('ErrorUnsupportedPathForQuery', 'The property path is not supported in a restriction or sort order.');
  }
  return field;
}

/** Any MAPI property can be searched by; its type says how values compare. */
function mapiField(path: XmlElement): ItemField {
  const key = propertyKey(path);
  const read = (view: ItemView): string | undefined => {
    const value = readMapiProperty(view, key);
    return typeof value === 'object' ? value.join('\n') : value?.toString();
  };
  const as = <T>(convert: (value: string) => T) => ({
    read: (view: ItemView): T | undefined => {
      const value = read(view);
      return value === undefined ? undefined : convert(value);
    },
    parse: convert,
  });
  switch (path.attribute('PropertyType')) {
    case 'Integer':
    case 'Long':
    case 'Short':
    case 'Double':
      return as(Number);
    case 'SystemTime':
      return as(Date.parse);
    case 'Boolean':
      return as((value) => value === 'true' || value === '1');
    default:
      return as(String);
  }
}
