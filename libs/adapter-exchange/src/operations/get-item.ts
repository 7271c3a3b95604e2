import { type Cancellable, MailError, type MessageRef } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import type { XmlElement } from '../wire/xml-element';

/** What became of one item that was asked for. */
export type FetchedItem = { ref: MessageRef; mime: Buffer } | { ref: MessageRef; error: MailError };

/**
 * The items' MIME, one by one as they arrive; then what could not be had. An answer belongs to the item that it names, and
 * one that names none to the item in its place.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getitem-operation
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/mimecontent
 */
export async function* getItem(client: EwsClient, refs: readonly MessageRef[], options?: Cancellable): AsyncGenerator<FetchedItem> {
  const messages = client.messages((builder) => {
    const { ews, service } = builder;
    const request = new ews.GetItemRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    request.PropertySet = builder.shape([ews.ItemSchema.ItemClass, ews.ItemSchema.MimeContent]);
    for (const { remoteId } of refs) request.ItemIds.Add(builder.itemId(remoteId));
    return request;
  }, options);
  const asked = new Map(refs.map((ref) => [ref.remoteId, ref]));
  const failures: { ref: MessageRef; error: MailError }[] = [];
  let place = 0;
  for await (const message of messages) {
    const inPlace = refs[place++];
    const error = responseError(message);
    const item = message.child('Items')?.children.find(({ children }) => children.length > 0);
    const ref = asked.get(item?.child('ItemId')?.attributes['Id'] ?? '') ?? inPlace;
    if (!ref) return;
    if (error) failures.push({ ref, error });
    else if (asked.delete(ref.remoteId)) yield { ref, ...readItem(item) };
  }
  // An answer out of place shows that the others' places mean nothing either: what is missing is asked for again.
  for (const failure of failures) if (asked.delete(failure.ref.remoteId)) yield failure;
}

function readItem(item: XmlElement | undefined): { mime: Buffer } | { error: MailError } {
  const mime = item?.child('MimeContent')?.bytes;
  if (mime && !isOtherFormat(mime)) return { mime };
  const itemClass = item?.textOf('ItemClass')?.trim() || 'unknown';
  return { error: new MailError('item-unreadable', { message: `This is no email: the item’s class is ${itemClass}.` }) };
}

/** Exchange gives contacts as vCards (RFC 6350) and appointments as iCalendar (RFC 5545), where there is MIME for mail. */
function isOtherFormat(mime: Buffer): boolean {
  return /^BEGIN:V(CARD|CALENDAR)\b/i.test(mime.toString('latin1', 0, 16));
}
