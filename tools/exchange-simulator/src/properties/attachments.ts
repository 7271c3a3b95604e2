import { type AttachmentInfo, decodePart, type MimePart, parseMessage } from '@mailroom/mime';
import { formatAttachmentId } from '../mailbox/identifiers';
import { type ResponseWriter } from '../soap/response-writer';
import { escapeXml } from '../soap/xml-text';
import { type ItemView } from './item-view';
import { dateTime } from './property';

/** Writes the list of attachments without their contents, or nothing when there are none. */
export function writeAttachments(out: ResponseWriter, view: ItemView): void {
  const { attachments } = view.message;
  if (attachments.length === 0) return;
  out.raw('<t:Attachments>');
  for (const attachment of attachments) {
    const element = attachmentElement(attachment);
    out.raw(`<${element}>`);
    writeAttachmentInfo(out, view, attachment);
    out.raw(`</${element}>`);
  }
  out.raw('</t:Attachments>');
}

/** Writes the ids of attachments alone, as the answer to a creation has them. */
export function writeAttachmentIds(out: ResponseWriter, view: ItemView): void {
  const { attachments } = view.message;
  if (attachments.length === 0) return;
  out.raw('<t:Attachments>');
  for (const attachment of attachments) {
    const element = attachmentElement(attachment);
    out.raw(`<${element}>`);
    writeAttachmentId(out, view, attachment);
    out.raw(`</${element}>`);
  }
  out.raw('</t:Attachments>');
}

/** A message inside a message is an item of its own, anything else a file. */
export function attachmentElement({ contentType }: AttachmentInfo): 't:ItemAttachment' | 't:FileAttachment' {
  return contentType === 'message/rfc822' ? 't:ItemAttachment' : 't:FileAttachment';
}

/** The elements that the attachment's two kinds have in common, in the schema's order. */
export function writeAttachmentInfo(out: ResponseWriter, view: ItemView, attachment: AttachmentInfo): void {
  writeAttachmentId(out, view, attachment);
  out
    .element('t:Name', attachmentName(view, attachment))
    .element('t:ContentType', attachment.contentType)
    .element('t:ContentId', attachment.contentId ?? undefined)
    .element('t:Size', attachment.size)
    .element('t:LastModifiedTime', dateTime(view.source.receivedAt))
    .element('t:IsInline', attachment.isInline);
}

function writeAttachmentId(out: ResponseWriter, { item }: ItemView, { path }: AttachmentInfo): void {
  if (item !== undefined) out.raw(`<t:AttachmentId Id="${formatAttachmentId(item.folder.mailbox.itemId(item), path)}"/>`);
}

/** The part of the tree at a path such as "2.1". */
export function partAt(part: MimePart, path: string): MimePart | undefined {
  if (part.path === path) return part;
  for (const child of part.children) {
    const found = partAt(child, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Writes the message's header fields, names and values. */
export function writeInternetMessageHeaders(out: ResponseWriter, view: ItemView): void {
  const { headers } = view.message;
  if (headers.length === 0) return;
  out.raw('<t:InternetMessageHeaders>');
  for (const { name, value } of headers) {
    out.raw(`<t:InternetMessageHeader HeaderName="${escapeXml(name)}">${escapeXml(value)}</t:InternetMessageHeader>`);
  }
  out.raw('</t:InternetMessageHeaders>');
}

function attachmentName(view: ItemView, attachment: AttachmentInfo): string {
  if (attachment.filename !== null) return attachment.filename;
  const part = attachment.contentType === 'message/rfc822' ? partAt(view.message.root, attachment.path) : undefined;
  return (part && parseMessage(decodePart(view.bytes, part)).subject) || 'Untitled attachment';
}
