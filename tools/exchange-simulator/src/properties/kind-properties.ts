import { type Item } from '../mailbox/item';
import { itemKind, type ItemKind } from '../mailbox/item-class';
import { type ResponseWriter } from '../soap/response-writer';
import { type ExchangeVersion, isAtLeast } from '../soap/server-version';
import { writeItemId } from './item-properties';
import { calendarItemProperties, meetingMessageProperties, meetingRequestProperties } from './meeting-properties';
import { messageProperties } from './message-properties';
import { contactProperties, distributionListProperties, postItemProperties, taskProperties } from './other-item-properties';
import { type ItemProperty } from './property';

/** A kind of item: what its element has beyond `ItemType`, and which paths may name its properties. */
interface KindDefinition {
  readonly properties: readonly ItemProperty[];
  readonly families: readonly string[];
  /** In older versions it is told as a plain item. */
  readonly since?: ExchangeVersion;
}

const meetingMessage = [...messageProperties, ...meetingMessageProperties];
const meetingFamilies = ['item', 'message', 'meeting', 'meetingRequest', 'calendar'];

const kinds: Readonly<Record<ItemKind, KindDefinition>> = {
  Item: { properties: [], families: ['item'] },
  Message: { properties: messageProperties, families: ['item', 'message'] },
  CalendarItem: { properties: calendarItemProperties, families: ['item', 'calendar'] },
  Contact: { properties: contactProperties, families: ['item', 'contacts'] },
  // MS-OXWSSYNC_R37811
  DistributionList: { properties: distributionListProperties, families: ['item', 'contacts', 'distributionlist'], since: 'Exchange2010' },
  MeetingMessage: { properties: meetingMessage, families: meetingFamilies },
  MeetingRequest: { properties: [...meetingMessage, ...meetingRequestProperties], families: meetingFamilies },
  MeetingResponse: { properties: meetingMessage, families: meetingFamilies },
  MeetingCancellation: { properties: meetingMessage, families: meetingFamilies },
  Task: { properties: taskProperties, families: ['item', 'task'] },
  PostItem: { properties: postItemProperties, families: ['item', 'message', 'postitem'], since: 'Exchange2007_SP1' },
};

/** As what an item is told in a version. */
export function toldAs(kind: ItemKind, version: ExchangeVersion): ItemKind {
  const { since } = kinds[kind];
  return since === undefined || isAtLeast(version, since) ? kind : 'Item';
}

/** What an element has beyond `ItemType`, in the schema's order. */
export function propertiesOfKind(kind: ItemKind): readonly ItemProperty[] {
  return kinds[kind].properties;
}

/** Whether items of that kind can have properties of a family such as `calendar`. */
export function hasFamily(kind: ItemKind, family: string): boolean {
  return kinds[kind].families.includes(family);
}

/** Writes the item as the element of its class, with nothing but its id and what `writeMore` adds: what operations answer that change items. */
export function writeItemReference(out: ResponseWriter, item: Item, version: ExchangeVersion, writeMore?: () => void): void {
  const element = `t:${toldAs(itemKind(item.itemClass), version)}`;
  out.raw(`<${element}>`);
  writeItemId(out, item);
  writeMore?.();
  out.raw(`</${element}>`);
}
