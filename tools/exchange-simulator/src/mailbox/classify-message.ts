import { decodePart, type MimePart, parseMessage } from '@mailroom/mime';

/** The class of an ordinary message. */
export const ordinaryMessage = 'IPM.Note';

/** How much of a message is looked at to find its class, in bytes: a calendar object or report stands before any attachment. */
export const beginningLength = 64 * 1024;

/** Content-Class fields that say more than their Content-Type (MS-OXCMAIL 2.2.3.2.15, PidNameContentClass). */
const contentClasses: ReadonlyMap<string, string> = new Map([
  ['fax', 'IPM.Note.Microsoft.Fax'],
  ['fax-ca', 'IPM.Note.Microsoft.Fax.CA'],
  ['missedcall', 'IPM.Note.Microsoft.Missed.Voice'],
  ['voice-uc', 'IPM.Note.Microsoft.Conversation.Voice'],
  ['voice-ca', 'IPM.Note.Microsoft.Voicemail.UM.CA'],
  ['voice', 'IPM.Note.Microsoft.Voicemail.UM'],
]);

/** The class of a meeting message by the METHOD of its calendar object (MS-OXCICAL 2.1.3.1.1.1). */
const meetings: ReadonlyMap<string, string> = new Map([
  ['REQUEST', 'IPM.Schedule.Meeting.Request'],
  ['CANCEL', 'IPM.Schedule.Meeting.Canceled'],
  ['COUNTER', 'IPM.Schedule.Meeting.Resp.Tent'],
]);

const responses: ReadonlyMap<string, string> = new Map([
  ['ACCEPTED', 'IPM.Schedule.Meeting.Resp.Pos'],
  ['DECLINED', 'IPM.Schedule.Meeting.Resp.Neg'],
  ['TENTATIVE', 'IPM.Schedule.Meeting.Resp.Tent'],
]);

/**
 * The class that Exchange gives a message that arrives as MIME (MS-OXCMAIL 2.2.3.2.4, PidTagMessageClass). `bytes` are its
 * first {@link beginningLength}.
 */
export function classifyMessage(bytes: Buffer): string {
  const { root, headers } = parseMessage(bytes);
  switch (root.contentType) {
    case 'application/pkcs7-mime':
    case 'application/x-pkcs7-mime':
      return 'IPM.Note.SMIME';
    case 'multipart/signed':
      return 'IPM.Note.SMIME.MultipartSigned';
    case 'multipart/report':
      return reportClass(bytes, root) ?? ordinaryMessage;
  }
  const contentClass = headers.get('content-class')?.trim().toLowerCase() ?? '';
  return contentClasses.get(contentClass) ?? meetingClass(bytes, root) ?? ordinaryMessage;
}

/** RFC 3464 (delivery) and RFC 8098 (disposition): what became of a message that was sent. */
function reportClass(bytes: Buffer, root: MimePart): string | undefined {
  const status = firstOfType(root, 'message/delivery-status');
  if (status !== undefined) {
    return /^Action:\s*failed/im.test(text(bytes, status)) ? 'REPORT.IPM.Note.NDR' : 'REPORT.IPM.Note.DR';
  }
  const disposition = firstOfType(root, 'message/disposition-notification');
  if (disposition === undefined) return undefined;
  return /^Disposition:.*;\s*deleted/im.test(text(bytes, disposition)) ? 'REPORT.IPM.Note.IPNNRN' : 'REPORT.IPM.Note.IPNRN';
}

/** A calendar object that is an attachment makes no meeting of the message; one that is the message, or another form of it, does. */
function meetingClass(bytes: Buffer, root: MimePart): string | undefined {
  const calendar = calendarPart(root);
  if (calendar === undefined) return undefined;
  const object = text(bytes, calendar);
  const method = (calendar.parameters['method'] ?? /^METHOD:(\w+)/im.exec(object)?.[1] ?? '').toUpperCase();
  if (method !== 'REPLY') return meetings.get(method);
  return responses.get(/PARTSTAT=([A-Z-]+)/i.exec(object)?.[1]?.toUpperCase() ?? '');
}

/** The iCalendar form of a message (RFC 6047), or undefined. */
export function calendarPart(root: MimePart): MimePart | undefined {
  const found = firstOfType(root, 'text/calendar');
  return found?.disposition === 'attachment' ? undefined : found;
}

function firstOfType(part: MimePart, contentType: string): MimePart | undefined {
  if (part.contentType === contentType) return part;
  for (const child of part.children) {
    const found = firstOfType(child, contentType);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The part's text with folded lines made whole. */
function text(bytes: Buffer, part: MimePart): string {
  return decodePart(bytes, part)
    .toString('utf8')
    .replace(/\r?\n[ \t]/g, '');
}
