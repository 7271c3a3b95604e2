import type { OutgoingAttachment } from '@mailroom/contract';
import { type AttachmentInfo, decodePart, decodeText, parseMessage, searchableText } from '@mailroom/mime';
import { attachmentName } from '../emails/email-detail';
import { partAt } from '../emails/part-at';
import { htmlOf, quotableHtml } from './written-html';

/** Longer messages are quoted in part, as they are shown in part. */
const quotedBytes = 2 * 1024 * 1024;

export interface Quotation {
  html: string;
  /** The pictures inside the quotation. */
  attachments: OutgoingAttachment[];
}

/**
 * Quotes an email as it looks, in place of what an editor would make of it: tables, styles and pictures stay.
 * @param heading what stands above it, as text
 * @param withHtml whether its HTML is quoted, rather than its text
 */
export function quotation(raw: Buffer, heading: string, withHtml = true): Quotation {
  const message = parseMessage(raw);
  const html =
    withHtml && message.htmlPart
      ? quotableHtml(decodeText(raw, message.htmlPart, quotedBytes))
      : htmlOf(message.textPart ? decodeText(raw, message.textPart, quotedBytes) : searchableText(raw, message, quotedBytes));
  const style = 'margin:0 0 0 0.8ex;border-left:1px solid #bbb;padding-left:1ex';
  const pictures = message.attachments.filter(({ contentId }) => contentId !== null && isNamed(html, contentId));
  return {
    html: `<br><div>${htmlOf(heading)}</div><blockquote type="cite" style="${style}">${html}</blockquote>`,
    attachments: pictures.flatMap((picture) => {
      const part = partAt(message.root, picture.path);
      return part ? [inlinePicture(picture, decodePart(raw, part))] : [];
    }),
  };
}

function inlinePicture(picture: AttachmentInfo, bytes: Buffer): OutgoingAttachment {
  const { contentType, contentId } = picture;
  return {
    filename: attachmentName(picture),
    contentType,
    content: bytes.toString('base64'),
    ...(contentId !== null && { contentId }),
  };
}

/** Addresses of pictures are URLs, so what is unusual in them is percent-encoded (RFC 2392). */
function isNamed(html: string, contentId: string): boolean {
  return html.includes(`"cid:${contentId}"`) || html.includes(`"cid:${encodeURIComponent(contentId)}"`);
}
