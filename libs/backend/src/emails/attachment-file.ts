import { type AttachmentInfo, decodePart, type ParsedMessage, parseMessage } from '@mailroom/mime';
import { attachmentId, attachmentName } from './email-detail';
import { partAt } from './part-at';

/** An attachment, decoded. */
export interface AttachmentFile {
  filename: string;
  contentType: string;
  bytes: Buffer;
}

/** `null` when the message has no such attachment. */
export function attachmentFile(raw: Buffer, id: string): AttachmentFile | null {
  const message = parseMessage(raw);
  const info = message.attachments.find((candidate) => attachmentId(candidate) === id);
  return info ? decodedFile(raw, message, info) : null;
}

/** The files that came with a message; pictures inside the text are none of them. */
export function attachedFiles(raw: Buffer): AttachmentFile[] {
  const message = parseMessage(raw);
  return message.attachments
    .filter(({ isInline }) => !isInline)
    .map((info) => decodedFile(raw, message, info))
    .filter((file) => file !== null);
}

function decodedFile(raw: Buffer, { root }: ParsedMessage, info: AttachmentInfo): AttachmentFile | null {
  const part = partAt(root, info.path);
  return part ? { filename: attachmentName(info), contentType: info.contentType, bytes: decodePart(raw, part) } : null;
}
