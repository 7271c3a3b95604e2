import { base64Size } from './base64-size';
import { type AttachmentInfo, type MimePart } from './message';
import { decodePart } from './transfer-decoding';

const textTypes = new Set(['text/plain', 'text/html', 'message/delivery-status']);

/** A body that is shown as text, as opposed to an attachment and to a multipart. */
export function isTextBody(part: MimePart): boolean {
  return textTypes.has(part.contentType) && part.disposition !== 'attachment';
}

/** Every leaf that is not shown as text, in order. An attached message is one attachment: what is in it stays in it. */
export function listAttachments(bytes: Buffer, root: MimePart): AttachmentInfo[] {
  const attachments: AttachmentInfo[] = [];
  collect(bytes, root, false, attachments);
  return attachments;
}

function collect(bytes: Buffer, part: MimePart, isRelated: boolean, attachments: AttachmentInfo[]): void {
  if (part.contentType.startsWith('multipart/')) {
    for (const child of part.children) collect(bytes, child, isRelated || part.contentType === 'multipart/related', attachments);
  } else if (!isTextBody(part)) {
    const { path, filename, contentType, contentId, disposition } = part;
    const isInline = contentId !== null && (disposition === 'inline' || (disposition === null && isRelated));
    attachments.push({ path, filename, contentType, size: decodedSize(bytes, part), isInline, contentId });
  }
}

function decodedSize(bytes: Buffer, part: MimePart): number {
  if (part.encoding === 'base64') return base64Size(bytes, part.bodyStart, part.bodyEnd);
  return part.encoding === 'identity' ? part.bodyEnd - part.bodyStart : decodePart(bytes, part).length;
}
