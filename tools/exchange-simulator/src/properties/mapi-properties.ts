import { parseMessage } from '@mailroom/mime';
import { type EditableProperties, type Flag } from '../mailbox/item-edits';
import { endOfHeader } from '../mailbox/message-summary';
import { nameKey, tagKey } from '../mailbox/property-key';
import { type ItemView } from './item-view';
import { categoriesOf } from './marks';
import { dateTime } from './property';

/** A MAPI property's value; undefined when the item has no such property. */
export type MapiValue = string | number | readonly string[] | undefined;

/** MAPI flags of a message: read, unsent, has attachments (MS-OXCMSG 2.2.1.6, PidTagMessageFlags). */
const messageFlags = { read: 0x01, unsent: 0x08, attachments: 0x10 } as const;
/** MS-OXOFLAG 2.2.1.1, PidTagFlagStatus. */
const flagStatuses = { NotFlagged: undefined, Complete: 1, Flagged: 2 } as const;

const flagStatus = tagKey(0x1090);
const keywords = nameKey('PublicStrings', 'Keywords');
const internetHeaders = nameKey('InternetHeaders', '');

/** Properties that follow from what an item is. */
const known: ReadonlyMap<string, (view: ItemView) => MapiValue> = new Map<string, (view: ItemView) => MapiValue>([
  [tagKey(0x001a), ({ itemClass }) => itemClass],
  [tagKey(0x0037), ({ summary }) => summary.subject],
  [tagKey(0x0e06), ({ source }) => dateTime(source.receivedAt)],
  [tagKey(0x0e07), messageFlagsOf],
  [tagKey(0x0e08), ({ source }) => source.size],
  [tagKey(0x0e23), ({ item }) => item?.ordinal],
  [tagKey(0x1035), ({ summary }) => summary.messageId],
  [flagStatus, ({ item }) => flagStatuses[item?.edits?.flag?.value.status ?? 'NotFlagged']],
  [tagKey(0x10f3), ({ item }) => (item === undefined ? undefined : `${item.ordinal}.EML`)],
  [tagKey(0x3008), ({ item, source }) => dateTime(item?.modifiedAt ?? source.receivedAt)],
  [keywords, (view) => nonEmpty(categoriesOf(view))],
]);

/** Reads a MAPI property by its `propertyKey`: what a client has set, or else what the item is. */
export function readMapiProperty(view: ItemView, key: string): MapiValue {
  const set = view.item?.edits?.extended?.value.get(key);
  if (set !== undefined) return set.length === 1 ? set[0] : set;
  return key.startsWith(internetHeaders) ? header(view, key.slice(internetHeaders.length)) : known.get(key)?.(view);
}

/** What it means for an item that a client sets a MAPI property, or deletes it (no values); what was set before is kept. */
export function mapiEdit(
  key: string,
  values: readonly string[],
  before: EditableProperties['extended'] | undefined,
): Partial<EditableProperties> {
  if (key === keywords) return { categories: values };
  if (key === flagStatus) return { flag: { ...noFlag, status: statusOf(Number(values[0])) } };
  const extended = new Map(before);
  if (values.length === 0) extended.delete(key);
  else extended.set(key, values);
  return { extended };
}

const noFlag: Flag = { status: 'NotFlagged', startDate: undefined, dueDate: undefined, completeDate: undefined };

function statusOf(value: number): Flag['status'] {
  if (value === flagStatuses.Flagged) return 'Flagged';
  return value === flagStatuses.Complete ? 'Complete' : 'NotFlagged';
}

function messageFlagsOf({ item, hasAttachments }: ItemView): number {
  const { read, unsent, attachments } = messageFlags;
  return (item?.isRead === true ? read : 0) | (item?.isDraft === true ? unsent : 0) | (hasAttachments ? attachments : 0);
}

function header({ bytes }: ItemView, name: string): string | undefined {
  return parseMessage(bytes.subarray(0, endOfHeader(bytes))).headers.get(name) ?? undefined;
}

function nonEmpty(values: readonly string[]): readonly string[] | undefined {
  return values.length === 0 ? undefined : values;
}
