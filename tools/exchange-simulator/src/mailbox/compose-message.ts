import { randomUUID } from 'node:crypto';
import { type XmlElement } from '../soap/xml-element';
import { type Mailbox } from './mailbox';
import { type Person } from './message-summary';
import { base64Lines, type BodyText, encoded, field, people, writeMime } from './mime-writer';

/** Makes the MIME of a message that a request describes by its properties instead. */
export function composeMessage(message: XmlElement, author: Mailbox): Buffer {
  const attachments = message.child('Attachments')?.children.filter(({ name }) => name === 'FileAttachment') ?? [];
  const fields = [
    ...addressFields(message, author),
    field('Reply-To', people(readPeople(message.child('ReplyTo')))),
    `Subject: ${encoded(message.textOf('Subject') ?? '')}`,
    ...stamp(message.textOf('InternetMessageId')),
    field('In-Reply-To', message.textOf('InReplyTo')),
    field('References', message.textOf('References')),
    field('Importance', message.textOf('Importance')),
  ];
  return writeMime(fields, readBody(message.child('Body')), attachments.map(attachmentPart));
}

/** Who a message is from and to; `fallback` holds recipients that the request leaves to the server. */
export function addressFields(
  message: XmlElement,
  author: Mailbox,
  fallback: { readonly to?: readonly Person[]; readonly cc?: readonly Person[] } = {},
): (string | undefined)[] {
  const given = (name: string): Person[] | undefined => {
    const element = message.child(name);
    return element === undefined ? undefined : readPeople(element);
  };
  return [
    `From: ${people(given('From') ?? [{ name: author.displayName, address: author.address }])}`,
    field('To', people(given('ToRecipients') ?? fallback.to ?? [])),
    field('Cc', people(given('CcRecipients') ?? fallback.cc ?? [])),
    field('Bcc', people(given('BccRecipients') ?? [])),
  ];
}

/** The fields that make a message this one, now. */
export function stamp(messageId = `<${randomUUID()}@localhost>`): string[] {
  return [`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: ${messageId}`];
}

/** A `Body`, or another element of its type. */
export function readBody(body: XmlElement | undefined): BodyText {
  return { text: body?.text ?? '', isHtml: body?.attribute('BodyType') === 'HTML' };
}

/** The mailboxes in an element such as `ToRecipients` or `From`. */
export function readPeople(recipients: XmlElement | undefined): Person[] {
  return (recipients?.children ?? []).map((mailbox) => ({
    name: mailbox.textOf('Name') ?? '',
    address: mailbox.textOf('EmailAddress') ?? '',
  }));
}

function attachmentPart(attachment: XmlElement): Buffer {
  const name = encoded(attachment.textOf('Name') ?? 'attachment');
  const contentId = attachment.textOf('ContentId');
  return Buffer.from(
    `Content-Type: ${attachment.textOf('ContentType') ?? 'application/octet-stream'}; name="${name}"\r\n` +
      `Content-Disposition: ${attachment.boolean('IsInline') === true ? 'inline' : 'attachment'}; filename="${name}"\r\n` +
      `${contentId === undefined ? '' : `Content-ID: <${contentId}>\r\n`}Content-Transfer-Encoding: base64\r\n\r\n` +
      base64Lines(Buffer.from(attachment.textOf('Content') ?? '', 'base64')),
  );
}
