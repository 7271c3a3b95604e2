import { type Cancellable, MailError, type MessageRef } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-code';
import type { XmlElement } from '../wire/xml-element';

/** What became of one item that was asked for. */
export type FetchedItem = { ref: MessageRef; mime: Buffer } | { ref: MessageRef; error: MailError };

/**
 * The items' MIME, one by one as they arrive, in the order asked for.
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
  const asked = refs.values();
  for await (const message of messages) {
    const ref = asked.next();
    if (ref.done) return;
    yield { ref: ref.value, ...readItem(message) };
  }
}

function readItem(message: XmlElement): { mime: Buffer } | { error: MailError } {
  const error = responseError(message);
  if (error) return { error };
  const item = message.child('Items')?.children[0];
  const mime = item?.child('MimeContent')?.bytes;
  if (mime) return { mime };
  const itemClass = item?.textOf('ItemClass') ?? 'unknown';
  return { error: new MailError('item-unreadable', { message: `The mail server has no MIME for this item (its class is ${itemClass}).` }) };
}
