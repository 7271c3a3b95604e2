import { domainOf, type MailAddress, type OutgoingEmail } from '@mailroom/contract';
import { parseMessage, searchableText } from '@mailroom/mime';
import MailComposer from 'nodemailer/lib/mail-composer';
import { newId } from '../../store/id';

/** The message that is answered. */
export interface AnsweredMessage {
  internetMessageId: string | null;
  /** Oldest first, without angle brackets. */
  references: readonly string[];
}

export interface ComposedMime {
  mime: Buffer;
  /** Without angle brackets. */
  internetMessageId: string;
}

/** So many ancestors are named; the first and the latest tell a thread (RFC 5322, 3.6.4 sets no limit, mail servers do). */
const namedReferences = 20;

/** Writes an email as MIME. Bcc stays in it: Exchange takes the recipients from the MIME, and removes the field. */
export async function composeMime(from: MailAddress, email: OutgoingEmail, answered: AnsweredMessage | null): Promise<ComposedMime> {
  const internetMessageId = `${newId()}@${domainOf(from.address)}`;
  const { to, cc, bcc, subject, html } = email;
  const node = new MailComposer({
    from,
    to,
    cc,
    bcc,
    subject,
    messageId: `<${internetMessageId}>`,
    text: email.text ?? (html === undefined ? '' : textOf(html)),
    ...(html !== undefined && { html }),
    ...threading(answered),
    attachments: email.attachments.map(({ filename, contentType, content, contentBase64, contentId }) => ({
      filename,
      contentType,
      content: Buffer.from(content ?? contentBase64 ?? '', 'base64'),
      ...(contentId !== undefined && { cid: contentId, contentDisposition: 'inline' as const }),
    })),
    newline: 'windows',
    // What a user wrote never makes the server read its own files or fetch anything.
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  node.keepBcc = true;
  return { mime: await node.build(), internetMessageId };
}

function threading(answered: AnsweredMessage | null): { inReplyTo?: string; references?: string[] } {
  if (answered === null || answered.internetMessageId === null) return {};
  const ancestors = answered.references.filter((id) => id !== answered.internetMessageId);
  const kept = ancestors.length < namedReferences ? ancestors : [...ancestors.slice(0, 1), ...ancestors.slice(2 - namedReferences)];
  return {
    inReplyTo: `<${answered.internetMessageId}>`,
    references: [...kept, answered.internetMessageId].map((id) => `<${id}>`),
  };
}

/** The plain text of an email that was written as HTML alone. */
function textOf(html: string): string {
  const bytes = Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`);
  return searchableText(bytes, parseMessage(bytes), bytes.length);
}
