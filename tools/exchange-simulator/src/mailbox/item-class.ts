/** The elements of Microsoft's schema that an item can be (MS-OXWSSYNC 3.1.4.2.3.3, SyncFolderItemsCreateOrUpdateType). */
export type ItemKind =
  | 'Item'
  | 'Message'
  | 'CalendarItem'
  | 'Contact'
  | 'DistributionList'
  | 'MeetingMessage'
  | 'MeetingRequest'
  | 'MeetingResponse'
  | 'MeetingCancellation'
  | 'Task'
  | 'PostItem';

/** Classes and what items of them, or of a class derived from them, are. The first that fits counts. */
const families: readonly (readonly [string, ItemKind])[] = [
  ['ipm.note', 'Message'],
  ['report', 'Message'],
  ['ipm.appointment', 'CalendarItem'],
  ['ipm.contact', 'Contact'],
  ['ipm.distlist', 'DistributionList'],
  ['ipm.post', 'PostItem'],
  ['ipm.schedule.meeting.canceled', 'MeetingCancellation'],
  ['ipm.schedule.meeting.request', 'MeetingRequest'],
  ['ipm.schedule.meeting.resp', 'MeetingResponse'],
  ['ipm.schedule.meeting', 'MeetingMessage'],
  ['ipm.task', 'Task'],
  ['ipm.taskrequest', 'Message'],
];

const known = new Map<string, ItemKind>();

/** What an item of that class is; anything that Exchange has no element for is a plain item. */
export function itemKind(itemClass: string): ItemKind {
  let kind = known.get(itemClass);
  if (kind === undefined) {
    const name = itemClass.toLowerCase();
    // A client that creates an item without a class gets a message (MS-OXWSSYNC_R37811004).
    kind = name === 'ipm' ? 'Message' : (families.find(([family]) => name === family || name.startsWith(`${family}.`))?.[1] ?? 'Item');
    known.set(itemClass, kind);
  }
  return kind;
}
