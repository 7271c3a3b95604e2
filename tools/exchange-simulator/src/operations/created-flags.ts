import { type EditableProperties, type ItemEdits } from '../mailbox/item-edits';
import { type ItemFlags } from '../mailbox/item';
import { propertyKey, tagKey } from '../mailbox/property-key';
import { extendedValues } from '../properties/extended-properties';
import { mapiEdit } from '../properties/mapi-properties';
import { type XmlElement } from '../soap/xml-element';

/** PidTagMessageFlags: a client sets it to say that a saved message is no draft. */
const messageFlags = tagKey(0x0e07);
const read = 0x01;
const unsent = 0x08;

/** What a request says of a new item beside its content: read or not, draft or not, categories and MAPI properties. */
export function createdFlags(element: XmlElement): ItemFlags {
  let edits: Partial<EditableProperties> = {};
  let flags = read | unsent;
  for (const property of element.children.filter(({ name }) => name === 'ExtendedProperty')) {
    const key = propertyKey(property.required('ExtendedFieldURI'));
    const values = extendedValues(property);
    if (key === messageFlags) flags = Number(values[0]);
    else edits = { ...edits, ...mapiEdit(key, values, edits.extended) };
  }
  const categories = element.child('Categories')?.children.map(({ text }) => text);
  if (categories !== undefined) edits = { ...edits, categories };
  return { isRead: element.boolean('IsRead') ?? (flags & read) !== 0, isDraft: (flags & unsent) !== 0, edits: firstEdits(edits) };
}

function firstEdits(edits: Partial<EditableProperties>): ItemEdits {
  return Object.fromEntries(Object.entries(edits).map(([property, value]) => [property, { value, revision: 1 }]));
}
