import { ChangeLog } from './change-log';
import { archiveName } from './distinguished-folders';
import { type Item } from './item';
import { type Mailbox } from './mailbox';

/** A folder: its place in the hierarchy, its items, and the log of their changes. */
export class Folder {
  readonly items = new Set<Item>();
  /** Hidden items, which no count includes. */
  readonly associatedItems = new Set<Item>();
  readonly changes = new ChangeLog();
  /** Counts the folder's own changes; the change key is made from it. */
  revision = 1;
  isGone = false;
  /** Kept out of sight by the programs that show folders (PidTagAttributeHidden). */
  isHidden = false;
  private unread = 0;
  private newestFirstCache: readonly Item[] | undefined;

  constructor(
    readonly mailbox: Mailbox,
    /** Unique among the mailbox's folders. */
    readonly ordinal: number,
    public parent: Folder | undefined,
    public displayName: string,
    readonly folderClass: string | undefined,
    readonly distinguishedId: string | undefined,
  ) {}

  /**
   * Names from below the message folder root, joined by "/": "Inbox/Projects", or "In-Place Archive/Inbox"; undefined for the roots and
   * what is not below one.
   */
  get path(): string | undefined {
    if (this.parent === undefined) return undefined;
    if (this.parent.distinguishedId === 'msgfolderroot') return this.displayName;
    if (this.parent.distinguishedId === 'archivemsgfolderroot') return `${archiveName}/${this.displayName}`;
    const above = this.parent.path;
    return above === undefined ? undefined : `${above}/${this.displayName}`;
  }

  /** Names differ in more than letter case. */
  hasName(name: string): boolean {
    return this.displayName.toLowerCase() === name.toLowerCase();
  }

  /** The folders above, the nearest first. */
  get ancestors(): readonly Folder[] {
    return this.parent === undefined ? [] : [this.parent, ...this.parent.ancestors];
  }

  /** Whether `folder` stands anywhere above. */
  isBelow(folder: Folder): boolean {
    return this.parent !== undefined && (this.parent === folder || this.parent.isBelow(folder));
  }

  get itemCount(): number {
    return this.items.size;
  }

  get unreadCount(): number {
    return this.unread;
  }

  /** The items by received time, the newest first; sorted once and kept until an item comes or goes. */
  get newestFirst(): readonly Item[] {
    this.newestFirstCache ??= [...this.items].reverse().sort((a, b) => b.source.receivedAt - a.source.receivedAt);
    return this.newestFirstCache;
  }

  add(item: Item): void {
    (item.isAssociated ? this.associatedItems : this.items).add(item);
    if (isUnread(item)) this.unread++;
    this.changes.append('create', item);
    this.newestFirstCache = undefined;
  }

  remove(item: Item): void {
    (item.isAssociated ? this.associatedItems : this.items).delete(item);
    if (isUnread(item)) this.unread--;
    item.isGone = true;
    this.changes.append('delete', item);
    this.newestFirstCache = undefined;
  }

  /** Answers whether anything changed. */
  setRead(item: Item, isRead: boolean): boolean {
    if (item.isRead === isRead) return false;
    if (isUnread(item)) this.unread--;
    item.isRead = isRead;
    if (isUnread(item)) this.unread++;
    touch(item);
    this.changes.append('read-flag', item);
    return true;
  }

  /** Notes that an item has changed in more than its read flag. */
  update(item: Item): void {
    touch(item);
    this.changes.append('update', item);
    this.newestFirstCache = undefined;
  }
}

function touch(item: Item): void {
  item.revision++;
  item.modifiedAt = Date.now();
}

function isUnread({ isRead, isAssociated }: Item): boolean {
  return !isRead && !isAssociated;
}
