import { type Person } from '../mailbox/message-summary';
import { type ResponseWriter } from '../soap/response-writer';
import { type Attendee } from './calendar-object';
import { type ItemView } from './item-view';
import { writeMailbox } from './people';
import { dateTime, type ItemProperty } from './property';

const instant = (milliseconds: number | undefined): string | undefined => (milliseconds === undefined ? undefined : dateTime(milliseconds));

const responseTypes: Readonly<Record<string, string>> = {
  Pos: 'Accept',
  Neg: 'Decline',
  Tent: 'Tentative',
};

/** What a meeting response says: the last part of its class. */
const responseType = ({ itemClass }: ItemView): string => responseTypes[itemClass.slice(itemClass.lastIndexOf('.') + 1)] ?? 'Unknown';

/** What a calendar object says of an event, in an order that `CalendarItemType` and `MeetingRequestMessageType` share. */
const eventProperties: readonly ItemProperty[] = [
  { uri: 'calendar:Start', inDefault: true, write: (out, { calendar }) => void out.element('t:Start', instant(calendar?.start)) },
  { uri: 'calendar:End', inDefault: true, write: (out, { calendar }) => void out.element('t:End', instant(calendar?.end)) },
  { uri: 'calendar:IsAllDayEvent', write: (out, { calendar }) => void out.element('t:IsAllDayEvent', calendar?.isAllDay ?? false) },
  { uri: 'calendar:LegacyFreeBusyStatus', inDefault: true, write: (out) => void out.element('t:LegacyFreeBusyStatus', 'Busy') },
  { uri: 'calendar:Location', inDefault: true, write: (out, { calendar }) => void out.element('t:Location', calendar?.location) },
  {
    uri: 'calendar:IsMeeting',
    write: (out, { calendar }) => void out.element('t:IsMeeting', (calendar?.attendees.length ?? 0) > 0),
  },
  { uri: 'calendar:IsCancelled', write: (out, { calendar }) => void out.element('t:IsCancelled', calendar?.isCancelled ?? false) },
  { uri: 'calendar:IsRecurring', write: (out, { calendar }) => void out.element('t:IsRecurring', calendar?.isRecurring ?? false) },
  { uri: 'calendar:MeetingRequestWasSent', write: (out) => void out.element('t:MeetingRequestWasSent', false) },
];

const attendeeProperties: readonly ItemProperty[] = [
  {
    uri: 'calendar:CalendarItemType',
    inDefault: true,
    write: (out, { calendar }) => void out.element('t:CalendarItemType', calendar?.isRecurring === true ? 'RecurringMaster' : 'Single'),
  },
  { uri: 'calendar:MyResponseType', inDefault: true, write: (out) => void out.element('t:MyResponseType', 'NoResponseReceived') },
  { uri: 'calendar:Organizer', inDefault: true, write: (out, { calendar }) => writeOrganizer(out, calendar?.organizer) },
  {
    uri: 'calendar:RequiredAttendees',
    onlyInGetItem: true,
    write: (out, view) => writeAttendees(out, 't:RequiredAttendees', view, (role) => role !== 'OPT-PARTICIPANT'),
  },
  {
    uri: 'calendar:OptionalAttendees',
    onlyInGetItem: true,
    write: (out, view) => writeAttendees(out, 't:OptionalAttendees', view, (role) => role === 'OPT-PARTICIPANT'),
  },
  {
    uri: 'calendar:AppointmentSequenceNumber',
    write: (out, { calendar }) => void out.element('t:AppointmentSequenceNumber', calendar?.sequence ?? 0),
  },
];

const uid: ItemProperty = {
  uri: 'calendar:UID',
  since: 'Exchange2007_SP1',
  write: (out, { calendar }) => void out.element('t:UID', calendar?.uid),
};
const stamp: ItemProperty = {
  uri: 'calendar:DateTimeStamp',
  since: 'Exchange2007_SP1',
  write: (out, { calendar }) => void out.element('t:DateTimeStamp', instant(calendar?.stamp)),
};

/** Properties of `MeetingMessageType` and of what extends it, which follow those of `MessageType` (MS-OXWSMTGS 2.2.4.17). */
export const meetingMessageProperties: readonly ItemProperty[] = [
  { uri: 'meeting:IsDelegated', inDefault: true, write: (out) => void out.element('t:IsDelegated', false) },
  { uri: 'meeting:IsOutOfDate', inDefault: true, write: (out) => void out.element('t:IsOutOfDate', false) },
  { uri: 'meeting:HasBeenProcessed', inDefault: true, write: (out) => void out.element('t:HasBeenProcessed', false) },
  { uri: 'meeting:ResponseType', inDefault: true, write: (out, view) => void out.element('t:ResponseType', responseType(view)) },
  uid,
  stamp,
];

/** Properties of `MeetingRequestMessageType` beyond those of a meeting message. */
export const meetingRequestProperties: readonly ItemProperty[] = [
  {
    uri: 'meetingRequest:MeetingRequestType',
    inDefault: true,
    write: (out, { calendar }) =>
      void out.element('t:MeetingRequestType', (calendar?.sequence ?? 0) > 0 ? 'FullUpdate' : 'NewMeetingRequest'),
  },
  { uri: 'meetingRequest:IntendedFreeBusyStatus', inDefault: true, write: (out) => void out.element('t:IntendedFreeBusyStatus', 'Busy') },
  ...eventProperties,
  ...attendeeProperties,
];

/** Properties of `CalendarItemType`, which follow those of `ItemType`. */
export const calendarItemProperties: readonly ItemProperty[] = [uid, stamp, ...eventProperties, ...attendeeProperties];

function writeOrganizer(out: ResponseWriter, organizer: Person | undefined): void {
  if (organizer === undefined) return;
  out.raw('<t:Organizer>');
  writeMailbox(out, organizer);
  out.raw('</t:Organizer>');
}

const answers: Readonly<Record<string, string>> = { ACCEPTED: 'Accept', DECLINED: 'Decline', TENTATIVE: 'Tentative' };

function writeAttendees(out: ResponseWriter, element: string, { calendar }: ItemView, fits: (role: string) => boolean): void {
  const attendees: readonly Attendee[] = calendar?.attendees.filter(({ role }) => fits(role)) ?? [];
  if (attendees.length === 0) return;
  out.raw(`<${element}>`);
  for (const attendee of attendees) {
    out.raw('<t:Attendee>');
    writeMailbox(out, attendee);
    out.element('t:ResponseType', answers[attendee.answer.toUpperCase()] ?? 'Unknown').raw('</t:Attendee>');
  }
  out.raw(`</${element}>`);
}
