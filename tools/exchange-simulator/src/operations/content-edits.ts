import { readBody, readPeople } from '../mailbox/compose-message';
import { replaceBody, replaceField } from '../mailbox/rewrite-message';
import { type Item } from '../mailbox/item';
import { type MailStore } from '../mailbox/mail-store';
import { encoded, field, people } from '../mailbox/mime-writer';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';

/** Makes a message's MIME anew with another value of one property; without a value, it loses the property. */
type ContentEditor = (mime: Buffer, values: XmlElement | undefined) => Buffer;

const text =
  (name: string, element: string): ContentEditor =>
  (mime, values) =>
    replaceField(mime, name, field(name, encoded(values?.textOf(element) ?? '')));
const ids =
  (name: string, element: string): ContentEditor =>
  (mime, values) =>
    replaceField(mime, name, field(name, values?.textOf(element)));
const addresses =
  (name: string, element: string): ContentEditor =>
  (mime, values) =>
    replaceField(mime, name, field(name, people(readPeople(values?.child(element)))));

const ofAnyMessage: ReadonlyMap<string, ContentEditor> = new Map([
  ['item:Subject', text('Subject', 'Subject')],
  ['item:Body', (mime, values) => replaceBody(mime, readBody(values?.child('Body')))],
  ['item:InReplyTo', ids('In-Reply-To', 'InReplyTo')],
  ['message:References', ids('References', 'References')],
]);

const ofDrafts: ReadonlyMap<string, ContentEditor> = new Map([
  ['item:MimeContent', (_mime, values) => Buffer.from(values?.textOf('MimeContent') ?? '', 'base64')],
  ['message:From', addresses('From', 'From')],
  ['message:ToRecipients', addresses('To', 'ToRecipients')],
  ['message:CcRecipients', addresses('Cc', 'CcRecipients')],
  ['message:BccRecipients', addresses('Bcc', 'BccRecipients')],
  ['message:ReplyTo', addresses('Reply-To', 'ReplyTo')],
]);

/**
 * What changes a property that stands in the message's MIME; undefined when `uri` is none.
 * @throws {ResponseError} ErrorInvalidPropertyUpdateSentMessage for what nobody may change of a message that was sent or received
 */
export function contentEdit(uri: string, item: Item): ((values: XmlElement | undefined, store: MailStore) => void) | undefined {
  if (ofDrafts.has(uri) && !item.isDraft) {
    throw new ResponseError('ErrorInvalidPropertyUpdateSentMessage', 'Update operation is invalid for property of a sent message.');
  }
  const editor = ofAnyMessage.get(uri) ?? ofDrafts.get(uri);
  if (editor === undefined) return undefined;
  return (values, store) => {
    item.source = store.spool.store(editor(item.source.read(), values), item.source.receivedAt);
    item.hasAttachments = undefined;
  };
}
