import { formatChangeKey, formatConversationId } from '../mailbox/identifiers';
import { type Item } from '../mailbox/item';
import { type ResponseWriter } from '../soap/response-writer';
import { writeAttachments, writeInternetMessageHeaders } from './attachments';
import { previewText, writeBody } from './body';
import { type ItemView } from './item-view';
import { importanceOf, sensitivityOf, writeCategories, writeFlag } from './marks';
import { displayProperties } from './message-properties';
import { dateTime, type ItemProperty } from './property';

const rights =
  '<t:EffectiveRights><t:CreateAssociated>false</t:CreateAssociated><t:CreateContents>false</t:CreateContents>' +
  '<t:CreateHierarchy>false</t:CreateHierarchy><t:Delete>true</t:Delete><t:Modify>true</t:Modify><t:Read>true</t:Read></t:EffectiveRights>';

/** Writes an item's id and change key. */
export function writeItemId(out: ResponseWriter, item: Item, element = 't:ItemId'): void {
  out.raw(`<${element} Id="${item.folder.mailbox.itemId(item)}" ChangeKey="${formatChangeKey('item', item.revision)}"/>`);
}

/** The message that began the conversation: the first that is referred to, or the message itself. */
function conversationRoot({ summary }: ItemView): string {
  const first = /<[^<>]+>/.exec(`${summary.references ?? ''} ${summary.inReplyTo ?? ''} ${summary.messageId ?? ''}`);
  return first?.[0] ?? summary.subject;
}

/** Properties of `ItemType`, save MimeContent, which is asked for by an element of its own. In the order of `types.xsd`. */
export const itemProperties: readonly ItemProperty[] = [
  { uri: 'item:ItemId', inDefault: true, write: (out, { item }) => void (item && writeItemId(out, item)) },
  {
    uri: 'item:ParentFolderId',
    write: (out, { item }) => {
      if (item === undefined) return;
      const { folder } = item;
      out.raw(`<t:ParentFolderId Id="${folder.mailbox.folderId(folder)}" ChangeKey="${formatChangeKey('folder', folder.revision)}"/>`);
    },
  },
  { uri: 'item:ItemClass', write: (out, { itemClass }) => void out.element('t:ItemClass', itemClass) },
  { uri: 'item:Subject', inDefault: true, write: (out, { summary }) => void out.element('t:Subject', summary.subject) },
  { uri: 'item:Sensitivity', inDefault: true, write: (out, view) => void out.element('t:Sensitivity', sensitivityOf(view)) },
  { uri: 'item:Body', inDefault: true, onlyInGetItem: true, write: (out, view, bodyType) => writeBody(out, 't:Body', view, bodyType) },
  { uri: 'item:Attachments', inDefault: true, onlyInGetItem: true, write: writeAttachments },
  { uri: 'item:DateTimeReceived', write: (out, { source }) => void out.element('t:DateTimeReceived', dateTime(source.receivedAt)) },
  { uri: 'item:Size', inDefault: true, write: (out, { source }) => void out.element('t:Size', source.size) },
  { uri: 'item:Categories', write: writeCategories },
  { uri: 'item:Importance', write: (out, view) => void out.element('t:Importance', importanceOf(view)) },
  { uri: 'item:InReplyTo', write: (out, { summary }) => void out.element('t:InReplyTo', summary.inReplyTo) },
  { uri: 'item:IsSubmitted', write: (out) => void out.element('t:IsSubmitted', false) },
  { uri: 'item:IsDraft', write: (out, { item }) => void out.element('t:IsDraft', item?.isDraft ?? false) },
  {
    uri: 'item:IsFromMe',
    write: (out, { item, summary }) => void out.element('t:IsFromMe', summary.from[0]?.address === item?.folder.mailbox.address),
  },
  { uri: 'item:IsResend', write: (out) => void out.element('t:IsResend', false) },
  { uri: 'item:IsUnmodified', write: (out, { item }) => void out.element('t:IsUnmodified', item?.isDraft !== true) },
  { uri: 'item:InternetMessageHeaders', onlyInGetItem: true, write: writeInternetMessageHeaders },
  {
    uri: 'item:DateTimeSent',
    inDefault: true,
    write: (out, { summary, source }) => void out.element('t:DateTimeSent', dateTime(summary.sentAt ?? source.receivedAt)),
  },
  {
    uri: 'item:DateTimeCreated',
    inDefault: true,
    write: (out, { source }) => void out.element('t:DateTimeCreated', dateTime(source.receivedAt)),
  },
  { uri: 'item:ReminderIsSet', write: (out) => void out.element('t:ReminderIsSet', false) },
  ...displayProperties,
  { uri: 'item:HasAttachments', inDefault: true, write: (out, view) => void out.element('t:HasAttachments', view.hasAttachments) },
  { uri: 'item:EffectiveRights', write: (out) => void out.raw(rights) },
  {
    uri: 'item:LastModifiedName',
    since: 'Exchange2007_SP1',
    write: (out, { item }) => void out.element('t:LastModifiedName', item?.folder.mailbox.displayName),
  },
  {
    uri: 'item:LastModifiedTime',
    write: (out, { item, source }) => void out.element('t:LastModifiedTime', dateTime(item?.modifiedAt ?? source.receivedAt)),
  },
  {
    uri: 'item:IsAssociated',
    since: 'Exchange2010',
    write: (out, { item }) => void out.element('t:IsAssociated', item?.isAssociated ?? false),
  },
  {
    uri: 'item:ConversationId',
    since: 'Exchange2010',
    write: (out, view) => {
      if (view.item !== undefined) {
        out.raw(`<t:ConversationId Id="${formatConversationId(view.item.folder.mailbox.key, conversationRoot(view))}"/>`);
      }
    },
  },
  {
    uri: 'item:UniqueBody',
    since: 'Exchange2010',
    onlyInGetItem: true,
    onlyWhenAsked: true,
    write: (out, view, bodyType) => writeBody(out, 't:UniqueBody', view, bodyType),
  },
  { uri: 'item:Flag', since: 'Exchange2013', write: writeFlag },
  {
    uri: 'item:NormalizedBody',
    since: 'Exchange2013',
    onlyInGetItem: true,
    onlyWhenAsked: true,
    write: (out, view, bodyType) => writeBody(out, 't:NormalizedBody', view, bodyType),
  },
  { uri: 'item:Preview', since: 'Exchange2013', write: (out, view) => void out.element('t:Preview', previewText(view)) },
  {
    uri: 'item:TextBody',
    since: 'Exchange2013',
    onlyInGetItem: true,
    onlyWhenAsked: true,
    write: (out, view) => writeBody(out, 't:TextBody', view, 'Text'),
  },
];
