import { randomUUID } from 'node:crypto';
import { type XmlElement } from '../soap/xml-element';
import { type Mailbox } from './mailbox';

/** Makes the MIME of a message that a request describes by its properties instead. */
export function composeMessage(message: XmlElement, author: Mailbox): Buffer {
  const body = message.child('Body');
  const attachments = message.child('Attachments')?.children.filter(({ name }) => name === 'FileAttachment') ?? [];
  const text = bodyPart(body?.text ?? '', body?.attribute('BodyType') === 'HTML');
  const boundary = `part-${randomUUID()}`;
  const content =
    attachments.length === 0
      ? text
      : `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n` +
        [text, ...attachments.map(attachmentPart)].map((part) => `--${boundary}\r\n${part}\r\n`).join('') +
        `--${boundary}--\r\n`;
  const fields = [
    `From: ${people(message.child('From')) ?? `${encoded(author.displayName)} <${author.address}>`}`,
    field('To', people(message.child('ToRecipients'))),
    field('Cc', people(message.child('CcRecipients'))),
    field('Bcc', people(message.child('BccRecipients'))),
    field('Reply-To', people(message.child('ReplyTo'))),
    `Subject: ${encoded(message.textOf('Subject') ?? '')}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${message.textOf('InternetMessageId') ?? `<${randomUUID()}@localhost>`}`,
    field('In-Reply-To', message.textOf('InReplyTo')),
    field('References', message.textOf('References')),
    field('Importance', message.textOf('Importance')),
    'MIME-Version: 1.0',
  ];
  return Buffer.from(`${fields.filter((line) => line !== undefined).join('\r\n')}\r\n${content}`);
}

function bodyPart(text: string, isHtml: boolean): string {
  return `Content-Type: text/${isHtml ? 'html' : 'plain'}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(Buffer.from(text))}`;
}

function attachmentPart(attachment: XmlElement): string {
  const name = encoded(attachment.textOf('Name') ?? 'attachment');
  const contentId = attachment.textOf('ContentId');
  return (
    `Content-Type: ${attachment.textOf('ContentType') ?? 'application/octet-stream'}; name="${name}"\r\n` +
    `Content-Disposition: ${attachment.boolean('IsInline') === true ? 'inline' : 'attachment'}; filename="${name}"\r\n` +
    `${contentId === undefined ? '' : `Content-ID: <${contentId}>\r\n`}Content-Transfer-Encoding: base64\r\n\r\n` +
    base64Lines(Buffer.from(attachment.textOf('Content') ?? '', 'base64'))
  );
}

function people(field: XmlElement | undefined): string | undefined {
  const entries = (field?.children ?? []).map((mailbox) => {
    const name = mailbox.textOf('Name');
    const address = mailbox.textOf('EmailAddress') ?? '';
    return name === undefined || name === '' || name === address ? `<${address}>` : `${encoded(name)} <${address}>`;
  });
  return entries.length === 0 ? undefined : entries.join(',\r\n ');
}

function field(name: string, value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : `${name}: ${value.replace(/[\r\n]+(?![ \t])/g, ' ')}`;
}

/** Text as encoded words (RFC 2047) where it is more than plain words. */
function encoded(text: string): string {
  if (/^[\w .!'*+/-]*$/.test(text)) return text;
  // 45 bytes at most make a word of 75 characters; a character is never cut.
  const pieces: string[] = [''];
  for (const character of text) {
    const last = pieces.at(-1) ?? '';
    if (Buffer.byteLength(last + character) > 45) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\r\n ');
}

function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}(?=.)/g, '$&\r\n');
}
