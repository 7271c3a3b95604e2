import { Folder } from './folder';
import { type Item } from './item';

/** What a search folder shows. */
export interface Search {
  readonly folders: readonly Folder[];
  /** Whether it looks into the folders below those, too. */
  readonly isDeep: boolean;
  readonly matches: (item: Item) => boolean;
}

/** A folder that holds nothing of its own: it shows the items of other folders that match (MS-OXWSSRCH 2.2.4.32, SearchFolderType). */
export class SearchFolder extends Folder {
  search: Search = { folders: [], isDeep: false, matches: () => false };

  override get newestFirst(): readonly Item[] {
    const { folders, isDeep, matches } = this.search;
    const searched = this.mailbox
      .allFolders()
      .filter((folder) => folders.some((base) => folder === base || (isDeep && folder.isBelow(base))));
    const found = searched.flatMap(({ items }) => [...items].filter(matches));
    return found.sort((a, b) => b.source.receivedAt - a.source.receivedAt);
  }

  override get itemCount(): number {
    return this.newestFirst.length;
  }

  override get unreadCount(): number {
    return this.newestFirst.filter(({ isRead }) => !isRead).length;
  }
}
