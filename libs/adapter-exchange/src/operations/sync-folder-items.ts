import { type Cancellable, type Cursor, MailError, type MessageChange } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
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
    const { Size, ItemClass, DateTimeReceived } = ews.ItemSchema;
    request.PropertySet = builder.shape([Size, ItemClass, DateTimeReceived, ews.EmailMessageSchema.IsRead]);
    request.SyncFolderId = builder.folderId({ id: folderId });
    request.MaxChangesReturned = maxChangesReturned;
    if (syncState !== null) request.SyncState = builder.text(syncState);
    return request;
  }, options);
  return {
    changes: (message.child('Changes')?.children ?? []).map(readChange),
    syncState: readSyncState(message),
    isLast: message.textOf('IncludesLastItemInRange')?.trim() === 'true',
  };
}

function readChange(change: XmlElement): MessageChange {
  switch (change.name) {
    case 'Delete':
      return { kind: 'remove', remoteId: readId(change).Id };
    case 'ReadFlagChange': {
      const { Id, ChangeKey } = readId(change);
      return { kind: 'read-flag', remoteId: Id, revision: ChangeKey ?? '', isRead: isTrue(change.textOf('IsRead')) };
    }
    default:
      return readItem(change.children[0]);
  }
}

/** Of any type: Exchange has ever new ones, and every item must be accounted for. */
function readItem(item: XmlElement | undefined): MessageChange {
  const { Id, ChangeKey } = readId(item);
  const receivedAt = new Date(item?.textOf('DateTimeReceived') ?? Number.NaN);
  return {
    kind: 'upsert',
    ref: { remoteId: Id, revision: ChangeKey ?? '', size: item?.numberOf('Size') ?? 0 },
    isRead: isTrue(item?.textOf('IsRead') ?? null),
    receivedAt: Number.isNaN(receivedAt.getTime()) ? null : receivedAt,
    itemClass: item?.textOf('ItemClass') ?? '',
  };
}

function readId(parent: XmlElement | undefined): { Id: string; ChangeKey?: string } {
  const { Id, ChangeKey } = parent?.child('ItemId')?.attributes ?? {};
  if (Id === undefined) throw new MailError('protocol-error', { message: 'The mail server reported a change without an item’s id.' });
  return { Id, ...(ChangeKey !== undefined && { ChangeKey }) };
}

function isTrue(text: string | null): boolean {
  return text?.trim() === 'true' || text?.trim() === '1';
}
