import type { Email, EmailAttachment, EmailListItem } from '@mailroom/contract';
import { type AttachmentInfo, decodeText, type ParsedMessage, parseMessage, searchableText } from '@mailroom/mime';
import { safeFilename } from './content-disposition';
import { sanitiseHtml } from './html-sanitiser';
import { peopleOf } from './message-people';

/** Longer bodies are cut: no screen shows them, and the whole is in the raw message. */
const shownBytes = 2 * 1024 * 1024;

/** What only the bytes of a message tell. */
export type EmailContent = Omit<Email, keyof EmailListItem | 'status' | 'failure'>;

/**
 * @param attachmentsUrl where the message's attachments are, for the pictures within its HTML
 * @param withHtml whether its HTML is shown, rather than its text alone
 */
export function emailContent(raw: Buffer, attachmentsUrl: string, withHtml = true): EmailContent {
  const message = parseMessage(raw);
  const { cc, bcc, replyTo } = peopleOf(message);
  const shown =
    withHtml && message.htmlPart
      ? sanitiseHtml(decodeText(raw, message.htmlPart, shownBytes), (contentId) => urlOf(message, contentId, attachmentsUrl))
      : null;
  return {
    cc,
    bcc,
    replyTo,
    sentAt: message.date?.toISOString() ?? null,
    headers: [...message.headers],
    text: message.textPart ? decodeText(raw, message.textPart, shownBytes) : searchableText(raw, message, shownBytes),
    html: shown?.html ?? null,
    hasRemoteImages: shown?.hasRemoteImages ?? false,
    attachments: message.attachments.map(attachmentView),
  };
}

/** The part's place in the message names it; the message itself, when it is nothing but one file, is `0`. */
export function attachmentId({ path }: Pick<AttachmentInfo, 'path'>): string {
  return path === '' ? '0' : path;
}

export function attachmentName({ filename, contentType, path }: AttachmentInfo): string {
  if (filename !== null && filename !== '') return safeFilename(filename);
  const extension = contentType === 'message/rfc822' ? 'eml' : (/\/([\w-]{1,10})$/.exec(contentType)?.[1] ?? 'bin');
  return `attachment-${attachmentId({ path })}.${extension}`;
}

function attachmentView(attachment: AttachmentInfo): EmailAttachment {
  const { contentType, size, isInline, contentId } = attachment;
  return { id: attachmentId(attachment), filename: attachmentName(attachment), contentType, size, isInline, contentId };
}

function urlOf({ attachments }: ParsedMessage, contentId: string, attachmentsUrl: string): string | null {
  const attachment = attachments.find((candidate) => candidate.contentId === contentId);
  return attachment ? `${attachmentsUrl}/${attachmentId(attachment)}` : null;
}
