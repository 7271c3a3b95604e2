import { displayNames, writePeople, writePerson } from './people';
import { type ItemProperty } from './property';

/** Properties of `MessageType`, which follow those of `ItemType`. */
export const messageProperties: readonly ItemProperty[] = [
  {
    uri: 'message:Sender',
    inDefault: true,
    write: (out, { summary }) => writePerson(out, 't:Sender', summary.sender.length > 0 ? summary.sender : summary.from),
  },
  {
    uri: 'message:ToRecipients',
    inDefault: true,
    onlyInGetItem: true,
    write: (out, { summary }) => writePeople(out, 't:ToRecipients', summary.to),
  },
  {
    uri: 'message:CcRecipients',
    inDefault: true,
    onlyInGetItem: true,
    write: (out, { summary }) => writePeople(out, 't:CcRecipients', summary.cc),
  },
  {
    uri: 'message:BccRecipients',
    inDefault: true,
    onlyInGetItem: true,
    write: (out, { summary }) => writePeople(out, 't:BccRecipients', summary.bcc),
  },
  {
    uri: 'message:IsReadReceiptRequested',
    inDefault: true,
    write: (out, { summary }) => void out.element('t:IsReadReceiptRequested', summary.asksForReadReceipt),
  },
  {
    uri: 'message:IsDeliveryReceiptRequested',
    inDefault: true,
    write: (out, { summary }) => void out.element('t:IsDeliveryReceiptRequested', summary.asksForDeliveryReceipt),
  },
  { uri: 'message:ConversationTopic', write: (out, { summary }) => void out.element('t:ConversationTopic', topic(summary.subject)) },
  { uri: 'message:From', inDefault: true, write: (out, { summary }) => writePerson(out, 't:From', summary.from) },
  { uri: 'message:InternetMessageId', write: (out, { summary }) => void out.element('t:InternetMessageId', summary.messageId) },
  { uri: 'message:IsRead', inDefault: true, write: (out, { item }) => void out.element('t:IsRead', item?.isRead) },
  { uri: 'message:References', write: (out, { summary }) => void out.element('t:References', summary.references) },
  { uri: 'message:ReplyTo', onlyInGetItem: true, write: (out, { summary }) => writePeople(out, 't:ReplyTo', summary.replyTo) },
];

/** DisplayTo and DisplayCc, which stand among the properties of `ItemType`. */
export const displayProperties: readonly ItemProperty[] = [
  { uri: 'item:DisplayCc', write: (out, { summary }) => void out.element('t:DisplayCc', displayNames(summary.cc)) },
  { uri: 'item:DisplayTo', write: (out, { summary }) => void out.element('t:DisplayTo', displayNames(summary.to)) },
];

/** The subject without the prefixes of replies and forwards. */
export function topic(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|aw|fwd?|wg|sv|antw)\s*:)+\s*/i, '');
}
