import { decodeText, searchableText } from '@mailroom/mime';
import { ItemView } from '../properties/item-view';
import { displayNames } from '../properties/people';
import { topic } from '../properties/message-properties';
import { escapeXml } from '../soap/xml-text';
import { type XmlElement } from '../soap/xml-element';
import { addressFields, readBody, stamp } from '../mailbox/compose-message';
import { attachedParts } from '../mailbox/rewrite-message';
import { type Item } from '../mailbox/item';
import { type Mailbox } from '../mailbox/mailbox';
import { type Person } from '../mailbox/message-summary';
import { type BodyText, encoded, field, writeMime } from '../mailbox/mime-writer';

/** What each response object says of itself where the request leaves it to the server. */
const kinds = {
  ReplyToItem: { prefix: 'RE', keepsFiles: false, recipients: (view: ItemView) => ({ to: authors(view) }) },
  ReplyAllToItem: { prefix: 'RE', keepsFiles: false, recipients: everybody },
  ForwardItem: { prefix: 'FW', keepsFiles: true, recipients: () => ({}) },
} as const;

/** A response object that makes a message of another. */
export type ResponseKind = keyof typeof kinds;

export function isResponseKind(name: string): name is ResponseKind {
  return name in kinds;
}

/**
 * Makes the MIME of a reply or forward (MS-OXWSCORE 2.2.4.22, SmartResponseType): the new text above the original, in the original's
 * thread. A forward takes all attachments along, a reply those within the text.
 */
export function composeResponse(kind: ResponseKind, response: XmlElement, original: Item, author: Mailbox): Buffer {
  const view = ItemView.of(original);
  const { summary, message, bytes } = view;
  const { prefix, keepsFiles, recipients } = kinds[kind];
  const fields = [
    ...addressFields(response, author, recipients(view, author)),
    `Subject: ${encoded(response.textOf('Subject') ?? `${prefix}: ${topic(summary.subject)}`)}`,
    ...stamp(),
    field('In-Reply-To', summary.messageId),
    field('References', `${summary.references ?? ''} ${summary.messageId ?? ''}`.trim()),
  ];
  const attachments = attachedParts(bytes, message, !keepsFiles);
  const whole = response.child('Body');
  return writeMime(fields, whole === undefined ? quote(readBody(response.child('NewBodyContent')), view) : readBody(whole), attachments);
}

function authors({ summary }: ItemView): readonly Person[] {
  return summary.replyTo.length > 0 ? summary.replyTo : summary.from;
}

function everybody(view: ItemView, author: Mailbox): { to: readonly Person[]; cc: readonly Person[] } {
  const others = (list: readonly Person[]): readonly Person[] =>
    list.filter(({ address }) => address.toLowerCase() !== author.address.toLowerCase());
  return { to: others([...authors(view), ...view.summary.to]), cc: others(view.summary.cc) };
}

/** The new text, then who wrote what before. */
function quote(text: BodyText, { summary, message, bytes }: ItemView): BodyText {
  const lines = [
    ['From', displayNames(summary.from)],
    ['Sent', summary.sentAt === undefined ? '' : new Date(summary.sentAt).toUTCString()],
    ['To', displayNames(summary.to)],
    ['Subject', summary.subject],
  ];
  if (message.htmlPart === null && !text.isHtml) {
    const head = lines.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    return { text: `${text.text}\r\n\r\n${'_'.repeat(32)}\r\n${head}\r\n\r\n${searchableText(bytes, message)}`, isHtml: false };
  }
  const head = lines.map(([name = '', value = '']) => `<b>${name}:</b> ${escapeXml(value)}<br>`).join('\r\n');
  const before =
    message.htmlPart === null ? `<pre>${escapeXml(searchableText(bytes, message))}</pre>` : decodeText(bytes, message.htmlPart);
  return { text: `${text.isHtml ? text.text : `<pre>${escapeXml(text.text)}</pre>`}\r\n<hr>\r\n${head}\r\n${before}`, isHtml: true };
}
