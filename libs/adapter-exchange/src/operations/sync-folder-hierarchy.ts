import type { Cancellable, Cursor } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { readSyncState } from './sync-state';
import { type ExchangeFolder, hiddenTag, readFolder } from './exchange-folder';

export type HierarchyChange = { kind: 'upsert'; folder: ExchangeFolder } | { kind: 'remove'; id: string };

export interface HierarchyPage {
  changes: HierarchyChange[];
  syncState: Cursor;
  isLast: boolean;
}

/**
 * A page of the changes of a mailbox's folders, all below its root.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/syncfolderhierarchy-operation
 */
export async function syncFolderHierarchy(client: EwsClient, syncState: Cursor | null, options?: Cancellable): Promise<HierarchyPage> {
  const message = await client.single((builder) => {
    const { ews, service } = builder;
    const request = new ews.SyncFolderHierarchyRequest(service);
    const { DisplayName, ParentFolderId, FolderClass, TotalCount, UnreadCount } = ews.FolderSchema;
    const hidden = new ews.ExtendedPropertyDefinition(hiddenTag, ews.MapiPropertyType.Boolean);
    request.PropertySet = builder.shape([DisplayName, ParentFolderId, FolderClass, TotalCount, UnreadCount, hidden]);
    request.SyncFolderId = builder.folderId({ distinguished: 'msgfolderroot' });
    if (syncState !== null) request.SyncState = builder.text(syncState);
    return request;
  }, options);
  const newState = readSyncState(message);
  return {
    changes: (message.child('Changes')?.children ?? []).map((change) =>
      change.name === 'Delete'
        ? { kind: 'remove', id: change.child('FolderId')?.attributes['Id'] ?? '' }
        : { kind: 'upsert', folder: readFolder(change.children[0]) },
    ),
    syncState: newState,
    // A state that does not move would be asked for in circles.
    isLast: message.isTrueAt('IncludesLastFolderInRange') || newState === syncState,
  };
}
