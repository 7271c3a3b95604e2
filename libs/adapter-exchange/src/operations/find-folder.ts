import type { Cancellable } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import type { XmlElement } from '../wire/xml-element';
import { holdsMail } from './exchange-folder';

/** By folder id: what is another text whenever something happens to the folder's messages. */
export type FolderMarks = ReadonlyMap<string, string>;

/** The most that the default throttling policy lets a server give at once (EWSFindCountLimit). */
const pageSize = 1_000;

/** PidTagLocalCommitTimeMax and PidTagDeletedCountTotal: when messages last changed, and how many were deleted (MS-OXCFOLD 2.2.2.2.1). */
const lastChangeTag = 0x670a;
const deletedCountTag = 0x670b;

/**
 * The marks of all mail folders of the mailbox.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/findfolder-operation
 */
export async function findFolderMarks(client: EwsClient, options?: Cancellable): Promise<FolderMarks> {
  const marks = new Map<string, string>();
  for (let offset = 0; ;) {
    const message = await client.single((builder) => {
      const { ews, service } = builder;
      const request = new ews.FindFolderRequest(service, ews.ServiceErrorHandling.ReturnErrors);
      request.ParentFolderIds.Add(builder.folderId({ distinguished: 'msgfolderroot' }));
      request.View = new ews.FolderView(pageSize, offset);
      request.View.Traversal = ews.FolderTraversal.Deep;
      const { FolderClass, TotalCount, UnreadCount } = ews.FolderSchema;
      const lastChange = new ews.ExtendedPropertyDefinition(lastChangeTag, ews.MapiPropertyType.SystemTime);
      const deletedCount = new ews.ExtendedPropertyDefinition(deletedCountTag, ews.MapiPropertyType.Integer);
      request.View.PropertySet = builder.shape([FolderClass, TotalCount, UnreadCount, lastChange, deletedCount]);
      return request;
    }, options);
    const page = message.child('RootFolder');
    const folders = page?.child('Folders')?.children ?? [];
    for (const folder of folders) {
      const id = folder.child('FolderId')?.attributes['Id'];
      if (id !== undefined && holdsMail(folder.textOf('FolderClass') ?? '')) marks.set(id, markOf(folder));
    }
    if (page?.attributes['IncludesLastItemInRange'] !== 'false' || folders.length === 0) return marks;
    offset += folders.length;
  }
}

function markOf(folder: XmlElement): string {
  const counts = [folder.numberOf('TotalCount'), folder.numberOf('UnreadCount')];
  // Sorted, since a server may give them in another order each time.
  const values = folder.children.flatMap((child) => (child.name === 'ExtendedProperty' ? (child.textOf('Value') ?? '') : []));
  return [...counts, ...values.sort()].join(' ');
}
