import { decodePart } from '@mailroom/mime';
import { calendarPart } from '../mailbox/classify-message';
import { type ItemKind } from '../mailbox/item-class';
import { ResponseError } from '../soap/errors';
import { type ServerVersion } from '../soap/server-version';
import { type ItemView } from './item-view';

/** Kinds whose MIME every version of Exchange has. */
const mail: ReadonlySet<ItemKind> = new Set([
  'Message',
  'PostItem',
  'CalendarItem',
  'MeetingMessage',
  'MeetingRequest',
  'MeetingResponse',
  'MeetingCancellation',
]);

/**
 * What an item's MimeContent holds: of a calendar item its iCalendar object, of a contact its vCard, of anything else the message.
 * @throws {ResponseError} ErrorUnsupportedMimeConversion for what is no mail, before Exchange 2010 SP3 (MS-OXWSCORE_R23091 to R23093);
 * ErrorMimeContentConversionFailed when nothing can be made of the item (ResponseCode)
 */
export function mimeContent(view: ItemView, kind: ItemKind, { build: [major, minor] }: ServerVersion): Buffer {
  if (!mail.has(kind) && (major < 14 || (major === 14 && minor < 3))) {
    throw new ResponseError('ErrorUnsupportedMimeConversion', 'Conversion of MIME content isn’t supported for this type of item.');
  }
  if (kind === 'CalendarItem') return calendarObject(view);
  return kind === 'Contact' ? vCard(view) : view.bytes;
}

function calendarObject({ bytes, message }: ItemView): Buffer {
  const part = calendarPart(message.root);
  if (part !== undefined) return decodePart(bytes, part);
  throw new ResponseError('ErrorMimeContentConversionFailed', 'The MIME content of the item could not be generated.');
}

/** RFC 2426. */
function vCard({ summary: { subject, from } }: ItemView): Buffer {
  const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\s+/g, ' ');
  const email = from[0] === undefined ? '' : `EMAIL;TYPE=INTERNET:${escaped(from[0].address)}\r\n`;
  return Buffer.from(
    `BEGIN:VCARD\r\nVERSION:3.0\r\nPROFILE:VCARD\r\nFN:${escaped(subject)}\r\nN:${escaped(subject)};;;;\r\n${email}END:VCARD\r\n`,
  );
}
