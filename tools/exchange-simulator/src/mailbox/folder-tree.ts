import { archiveFolders, archiveName, type DistinguishedFolder, distinguishedFolders, foldersOnDemand } from './distinguished-folders';
import { Folder } from './folder';
import { type Mailbox } from './mailbox';

/** An entry of the log that folder synchronisation reads. */
export interface FolderChange {
  readonly kind: 'create' | 'update' | 'delete';
  readonly folder: Folder;
  /** Of a move: the folders that it stood below before. */
  readonly movedFrom?: readonly Folder[];
}

/** A mailbox's folders by their places and names, and the log of their changes. */
export class FolderTree {
  /** All changes of the hierarchy, oldest first. */
  readonly changes: FolderChange[] = [];
  /** By their ordinals, those that are gone too. */
  private readonly folders: Folder[] = [];
  private readonly distinguished = new Map<string, Folder>();

  constructor(private readonly mailbox: Mailbox) {
    for (const folder of distinguishedFolders) this.addDistinguished(folder);
  }

  /** How many there have been: the next one's ordinal. */
  get size(): number {
    return this.folders.length;
  }

  byOrdinal(ordinal: number): Folder | undefined {
    const folder = this.folders[ordinal];
    return folder?.isGone === true ? undefined : folder;
  }

  byDistinguishedId(id: string): Folder | undefined {
    const known = this.distinguished.get(id);
    if (known !== undefined) return known;
    const onDemand = foldersOnDemand.find((folder) => folder.id === id);
    return onDemand && this.addDistinguished(onDemand);
  }

  all(): Folder[] {
    return this.folders.filter((folder) => !folder.isGone);
  }

  children(parent: Folder): Folder[] {
    return this.folders.filter((child) => child.parent === parent && !child.isGone);
  }

  /** Where a path like "Inbox/Projects" or "In-Place Archive/Inbox" begins, and the names below; an archive is made when it is not there. */
  start(path: string, root: Folder): { readonly folder: Folder; readonly names: readonly string[] } {
    const names = path.split('/').filter((part) => part !== '');
    const isArchived = names[0]?.toLowerCase() === archiveName.toLowerCase();
    return isArchived ? { folder: this.archive(), names: names.slice(1) } : { folder: root, names };
  }

  /** Adds a folder that was made with {@link size} as its ordinal. */
  add<T extends Folder>(folder: T): T {
    this.folders.push(folder);
    if (folder.distinguishedId !== undefined) this.distinguished.set(folder.distinguishedId, folder);
    this.changes.push({ kind: 'create', folder });
    return folder;
  }

  private archive(): Folder {
    const known = this.distinguished.get('archivemsgfolderroot');
    if (known !== undefined) return known;
    for (const folder of archiveFolders) this.addDistinguished(folder);
    return this.archive();
  }

  private addDistinguished({ id, displayName, folderClass, parent }: DistinguishedFolder): Folder {
    const above = parent === undefined ? undefined : this.distinguished.get(parent);
    return this.add(new Folder(this.mailbox, this.size, above, displayName, folderClass, id));
  }
}
