import { composeReport } from './compose-report';
import { type Item } from './item';
import { type MailStore } from './mail-store';

const words = {
  displayed: { subject: 'Read', text: 'Your message was read.' },
  deleted: { subject: 'Not read', text: 'Your message was deleted without being read.' },
} as const;

/**
 * Tells the author of a message who asked for it (RFC 8098) that it was displayed, or deleted unread; once for each message, and only
 * to a mailbox here.
 */
export function sendReceipt(store: MailStore, item: Item, disposition: keyof typeof words): void {
  if (item.isReceiptSettled || item.isDraft) return;
  const { asksForReadReceipt, from, subject, messageId } = item.source.summary();
  item.isReceiptSettled = true;
  const author = asksForReadReceipt ? store.findRecipient(from[0]?.address ?? '') : undefined;
  if (author === undefined) return;
  const { displayName, address } = item.folder.mailbox;
  const report = composeReport({
    type: 'disposition-notification',
    from: { name: displayName, address },
    to: author.address,
    subject: `${words[disposition].subject}: ${subject}`,
    text: words[disposition].text,
    status: [
      `Final-Recipient: RFC822; ${address}`,
      ...(messageId === undefined ? [] : [`Original-Message-ID: ${messageId}`]),
      `Disposition: automatic-action/MDN-sent-automatically; ${disposition}`,
    ],
    inReplyTo: messageId,
  });
  store.deliverTo(author, author.inbox, report);
}
