import type { Cancellable } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import type { FolderRef } from '../wire/request-builder';

/**
 * Whether a folder holds an item with this Internet message id (with angle brackets).
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/finditem-operation
 */
export async function findItem(client: EwsClient, folder: FolderRef, internetMessageId: string, options?: Cancellable): Promise<boolean> {
  const message = await client.single((builder) => {
    const { ews, service } = builder;
    const request = new ews.FindItemRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    request.ParentFolderIds.Add(builder.folderId(folder));
    request.SearchFilter = new ews.SearchFilter.IsEqualTo(ews.EmailMessageSchema.InternetMessageId, builder.text(internetMessageId));
    request.View = new ews.ItemView(1);
    request.View.PropertySet = builder.shape();
    return request;
  }, options);
  return (message.at('RootFolder', 'Items')?.children.length ?? 0) > 0;
}
