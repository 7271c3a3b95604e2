import { type Cancellable, MailError } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import type { FolderRef } from '../wire/request-builder';

/**
 * Whether one of the folders holds an item with this Internet message id (with angle brackets). A folder that the mailbox lacks holds
 * nothing.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/finditem-operation
 */
export async function findItem(
  client: EwsClient,
  folders: readonly FolderRef[],
  internetMessageId: string,
  options?: Cancellable,
): Promise<boolean> {
  const messages = client.messages((builder) => {
    const { ews, service } = builder;
    const request = new ews.FindItemRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    for (const folder of folders) request.ParentFolderIds.Add(builder.folderId(folder));
    request.SearchFilter = new ews.SearchFilter.IsEqualTo(ews.EmailMessageSchema.InternetMessageId, builder.text(internetMessageId));
    request.View = new ews.ItemView(1);
    request.View.PropertySet = builder.shape();
    return request;
  }, options);
  let isFound = false;
  let answered = 0;
  for await (const message of messages) {
    answered++;
    const error = responseError(message);
    if (error && (error.code !== 'item-not-found' || answered === 1)) throw error;
    isFound ||= (message.at('RootFolder', 'Items')?.children.length ?? 0) > 0;
  }
  // Half an answer proves nothing.
  if (answered < folders.length && !isFound) {
    throw new MailError('protocol-error', { message: 'The mail server answered for fewer folders than were asked for.' });
  }
  return isFound;
}
