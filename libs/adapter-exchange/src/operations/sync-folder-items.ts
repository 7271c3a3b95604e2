import type { Cancellable, Cursor, MessageChange } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { messageShape, readItemId, readMessageItem } from './message-item';
import { readSyncState } from './sync-state';
import type { XmlElement } from '../wire/xml-element';

export interface ItemsPage {
  changes: MessageChange[];
  syncState: Cursor;
  isLast: boolean;
}

/** The most that a server gives at once. */
const maxChangesReturned = 512;

/**
 * A page of the changes of one folder's items, in the server's order: newest first since Exchange 2010 SP2.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/syncfolderitems-operation
 * @throws MailError `cursor-invalid`
 */
export async function syncFolderItems(
  client: EwsClient,
  folderId: string,
  syncState: Cursor | null,
  options?: Cancellable,
): Promise<ItemsPage> {
  const message = await client.single((builder) => {
    const { ews, service } = builder;
    const request = new ews.SyncFolderItemsRequest(service);
    request.PropertySet = messageShape(builder);
    request.SyncFolderId = builder.folderId({ id: folderId });
    request.MaxChangesReturned = maxChangesReturned;
    if (syncState !== null) request.SyncState = builder.text(syncState);
    return request;
  }, options);
  const newState = readSyncState(message);
  return {
    changes: (message.child('Changes')?.children ?? []).map(readChange),
    syncState: newState,
    // A state that does not move would be asked for in circles.
    isLast: message.isTrueAt('IncludesLastItemInRange') || newState === syncState,
  };
}

function readChange(change: XmlElement): MessageChange {
  switch (change.name) {
    case 'Delete':
      return { kind: 'remove', remoteId: readItemId(change).Id };
    case 'ReadFlagChange': {
      const { Id, ChangeKey } = readItemId(change);
      return { kind: 'read-flag', remoteId: Id, revision: ChangeKey ?? '', isRead: change.isTrueAt('IsRead') };
    }
    default:
      return readMessageItem(change.children.find((item) => item.child('ItemId')));
  }
}
