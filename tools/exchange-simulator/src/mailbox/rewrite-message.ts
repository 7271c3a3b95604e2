import { findPart, parseMessage, type ParsedMessage } from '@mailroom/mime';
import { withFields, withoutField } from './header-edit';
import { endOfHeader } from './message-summary';
import { type ItemEdits } from './item-edits';
import { type BodyText, field, writeMime } from './mime-writer';

/** The message with one header field in place of what it had of that name; undefined takes it away. */
export function replaceField(mime: Buffer, name: string, line: string | undefined): Buffer {
  return withFields(withoutField(mime, name.toLowerCase()), line === undefined ? [] : [line]);
}

/** The message with another text; its attachments and the other header fields stay byte for byte. */
export function replaceBody(mime: Buffer, body: BodyText): Buffer {
  const bare = ['mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition'].reduce(withoutField, mime);
  const end = endOfHeader(bare);
  const header = end === undefined ? bare : bare.subarray(0, bare[end - 2] === 0x0d ? end - 2 : end - 1);
  return Buffer.concat([header, writeMime([], body, attachedParts(mime, parseMessage(mime)))]);
}

/** The message with importance and sensitivity as they were set since it was written, for a draft that is sent. */
export function withMarks(mime: Buffer, { importance, sensitivity }: ItemEdits): Buffer {
  const important = importance === undefined ? mime : replaceField(mime, 'Importance', `Importance: ${importance.value}`);
  if (sensitivity === undefined) return important;
  return replaceField(important, 'Sensitivity', field('Sensitivity', sensitivityFields[sensitivity.value]));
}

/** RFC 4021, 2.1.55. */
const sensitivityFields = { Normal: undefined, Personal: 'Personal', Private: 'Private', Confidential: 'Company-Confidential' } as const;

/** The attachments as MIME parts with their headers; of those within the text only, if so wished. */
export function attachedParts(mime: Buffer, { attachments, root }: ParsedMessage, onlyInline = false): Buffer[] {
  return attachments
    .filter(({ isInline }) => isInline || !onlyInline)
    .flatMap(({ path }) => findPart(root, path) ?? [])
    .map(({ headerStart, bodyEnd }) => mime.subarray(headerStart, bodyEnd));
}
