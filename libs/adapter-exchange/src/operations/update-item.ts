import { type Cancellable, MailError, type MessageRef } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import { isAtLeast } from '../exchange-version';
import type { RequestBuilder } from '../wire/request-builder';
import type { EmailMessage, ExchangeService } from 'ews-javascript-api';

/**
 * Marks items as read or unread, without a read receipt where the server can hold one back.
 * @returns the items that are gone, which are passed over
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/updateitem-operation
 */
export async function updateItem(
  client: EwsClient,
  refs: readonly MessageRef[],
  isRead: boolean,
  options?: Cancellable,
): Promise<MessageRef[]> {
  const messages = client.messages((builder) => {
    const { ews, service, version } = builder;
    const request = new ews.UpdateItemRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    request.MessageDisposition = ews.MessageDisposition.SaveOnly;
    // Whoever marks last is right; any other mode needs a change key, which not every server gives.
    request.ConflictResolutionMode = ews.ConflictResolutionMode.AlwaysOverwrite;
    request.SuppressReadReceipts = isAtLeast(version, 'Exchange2013_SP1');
    request.Items.push(...refs.map((ref) => readFlag(builder, ref, isRead)));
    return request;
  }, options);
  const updated = new Set<string>();
  const gone: MessageRef[] = [];
  let place = 0;
  for await (const message of messages) {
    const ref = refs[place++];
    const error = responseError(message);
    if (error && error.code !== 'item-not-found') throw error;
    if (error && ref) gone.push(ref);
    for (const item of message.child('Items')?.children ?? []) updated.add(item.child('ItemId')?.attributes['Id'] ?? '');
  }
  if (place < refs.length) {
    throw new MailError('protocol-error', { message: 'The mail server answered for fewer messages than were to be marked.' });
  }
  // An error names no item. Answers stand in the order of the requests, but not every server keeps it: what was updated, it names.
  const unnamed = refs.filter(({ remoteId }) => !updated.has(remoteId));
  return unnamed.length === gone.length ? unnamed : gone;
}

/** The library changes only what it has loaded, so the item is loaded from its id, as if a response had brought it. */
function readFlag(builder: RequestBuilder, { remoteId, revision }: MessageRef, isRead: boolean): EmailMessage {
  const message = new builder.ews.EmailMessage(builder.service);
  const ItemId = { Id: builder.text(remoteId), ...(revision !== '' && { ChangeKey: builder.text(revision) }) };
  (message as EmailMessage & Loadable).LoadFromXmlJsObject({ ItemId }, builder.service, true);
  message.IsRead = isRead;
  return message;
}

/** What the library's types leave out. */
interface Loadable {
  LoadFromXmlJsObject(item: { ItemId: { Id: string; ChangeKey?: string } }, service: ExchangeService, clearPropertyBag: boolean): void;
}
