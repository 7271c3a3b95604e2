import type { Cancellable, MessageUpsert } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { messageShape, readMessageItem } from './message-item';

/** The most that the default throttling policy lets a server give at once (EWSFindCountLimit). */
const mostItems = 1_000;

/**
 * The items of a folder that were received last.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/finditem-operation
 */
export async function findNewestItems(client: EwsClient, folderId: string, count: number, options?: Cancellable): Promise<MessageUpsert[]> {
  const message = await client.single((builder) => {
    const { ews, service } = builder;
    const request = new ews.FindItemRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    request.ParentFolderIds.Add(builder.folderId({ id: folderId }));
    request.View = new ews.ItemView(Math.min(count, mostItems));
    request.View.PropertySet = messageShape(builder);
    request.View.OrderBy.Add(ews.ItemSchema.DateTimeReceived, ews.SortDirection.Descending);
    return request;
  }, options);
  const items = (message.at('RootFolder', 'Items')?.children ?? []).filter((item) => item.child('ItemId')).map(readMessageItem);
  // Not every server lists them in the order that was asked for.
  return items.sort((a, b) => receivedTime(b) - receivedTime(a));
}

function receivedTime({ receivedAt }: MessageUpsert): number {
  return receivedAt?.getTime() ?? 0;
}
