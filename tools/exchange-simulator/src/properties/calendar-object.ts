import { decodePart, type ParsedMessage } from '@mailroom/mime';
import { calendarPart } from '../mailbox/classify-message';
import { type Person } from '../mailbox/message-summary';

/** Someone who takes part in a meeting. */
export interface Attendee extends Person {
  readonly role: string;
  /** PARTSTAT, e.g. `ACCEPTED`. */
  readonly answer: string;
}

/** The first event of an iCalendar object (RFC 5545), as far as meeting properties are made from it. Instants in milliseconds since 1970. */
export interface CalendarObject {
  readonly uid: string | undefined;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly stamp: number | undefined;
  readonly isAllDay: boolean;
  readonly isRecurring: boolean;
  readonly isCancelled: boolean;
  readonly sequence: number;
  readonly location: string | undefined;
  readonly organizer: Person | undefined;
  readonly attendees: readonly Attendee[];
}

interface Line {
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** Reads the iCalendar form of a message; undefined when it has none, or one without an event. */
export function readCalendarObject(bytes: Buffer, { root }: ParsedMessage): CalendarObject | undefined {
  const part = calendarPart(root);
  if (part === undefined) return undefined;
  const text = decodePart(bytes, part).toString('utf8');
  const event = /^BEGIN:VEVENT\r?$(.*?)^END:VEVENT\r?$/ims.exec(text.replace(/\r?\n[ \t]/g, ''))?.[1];
  if (event === undefined) return undefined;
  const lines = event.split(/\r?\n/).filter((line) => line.includes(':'));
  const all = (name: string): Line[] => lines.filter((line) => new RegExp(`^${name}[;:]`, 'i').test(line)).map(readLine);
  const one = (name: string): Line | undefined => all(name)[0];
  const start = one('DTSTART');
  return {
    uid: one('UID')?.value,
    start: instant(start),
    end: instant(one('DTEND')) ?? instant(start),
    stamp: instant(one('DTSTAMP')),
    isAllDay: /^\d{8}$/.test(start?.value ?? ''),
    isRecurring: one('RRULE') !== undefined,
    isCancelled: one('STATUS')?.value.toUpperCase() === 'CANCELLED' || /^METHOD:CANCEL\r?$/im.test(text),
    sequence: Number(one('SEQUENCE')?.value ?? 0),
    location: one('LOCATION')?.value.replace(/\\([,;\\])/g, '$1'),
    organizer: one('ORGANIZER') && person(one('ORGANIZER')),
    attendees: all('ATTENDEE').map((line) => ({
      ...person(line),
      role: line.parameters.get('ROLE') ?? 'REQ-PARTICIPANT',
      answer: line.parameters.get('PARTSTAT') ?? 'NEEDS-ACTION',
    })),
  };
}

/** A quoted parameter value may hold a colon. */
function readLine(line: string): Line {
  const [, head = '', value = ''] = /^((?:"[^"]*"|[^":])*):(.*)$/.exec(line) ?? [];
  const parameters = head
    .split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .slice(1)
    .map((parameter): [string, string] => {
      const [name = '', text = ''] = parameter.split(/=(.*)/s);
      return [name.toUpperCase(), text.replace(/^"|"$/g, '')];
    });
  return { parameters: new Map(parameters), value: value.trim() };
}

function person(line: Line | undefined): Person {
  return { name: line?.parameters.get('CN') ?? '', address: line?.value.replace(/^mailto:/i, '') ?? '' };
}

/** Local times are taken for UTC, whatever their time zone. */
function instant(line: Line | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/.exec(line?.value ?? '');
  if (match === null) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map((digits) => Number(digits ?? 0));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
