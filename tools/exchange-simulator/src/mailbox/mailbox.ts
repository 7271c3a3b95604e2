import { Folder } from './folder';
import { type FolderChange, FolderTree } from './folder-tree';
import { formatId, loadedGeneration, mailboxKey, parseId } from './identifiers';
import { Item, type ItemFlags } from './item';
import { itemKind } from './item-class';
import { type MailboxEvent, type MailboxListener } from './mailbox-event';
import { defaultSettings, type MailboxSettings } from './mailbox-settings';
import { type MessageSource } from './message-source';
import { type Search, SearchFolder } from './search-folder';

const unread: ItemFlags = { isRead: false, isDraft: false };

/** One mailbox: folders, items, and who listens to their changes. */
export class Mailbox {
  readonly key: string;
  readonly displayName: string;
  settings: MailboxSettings = defaultSettings;
  readonly listeners = new Set<MailboxListener>();
  private readonly folders: FolderTree;
  private readonly items = new Map<number, Item>();
  private nextItem = 1;
  /** The last ordinals of what was loaded. */
  private loadedItems = 0;
  private loadedFolders = 0;

  constructor(
    readonly address: string,
    /** Marks the ids of whatever comes after loading. */
    private readonly generation: string,
  ) {
    this.key = mailboxKey(address);
    const localPart = address.slice(0, address.indexOf('@'));
    this.displayName = localPart.replace(/[._-]+/g, ' ').replace(/(^| )\p{Ll}/gu, (first) => first.toUpperCase());
    this.folders = new FolderTree(this);
    this.finishLoading();
  }

  /** From now on, what comes is of this run. */
  finishLoading(): void {
    this.loadedItems = this.nextItem - 1;
    this.loadedFolders = this.folders.size - 1;
  }

  // Looking things up

  distinguishedFolder(id: string): Folder | undefined {
    return this.folders.byDistinguishedId(id);
  }

  get inbox(): Folder {
    return this.wellKnown('inbox');
  }

  /** A folder that every mailbox has. */
  wellKnown(id: 'msgfolderroot' | 'inbox' | 'drafts' | 'sentitems' | 'deleteditems' | 'recoverableitemsdeletions'): Folder {
    const folder = this.folders.byDistinguishedId(id);
    if (folder === undefined) throw new Error(`The mailbox ${this.address} was made without its folder ${id}.`);
    return folder;
  }

  allFolders(): Folder[] {
    return this.folders.all();
  }

  children(folder: Folder): Folder[] {
    return this.folders.children(folder);
  }

  /** All changes of the folder hierarchy, oldest first. */
  get folderChanges(): readonly FolderChange[] {
    return this.folders.changes;
  }

  folderId(folder: Folder): string {
    return formatId('folder', {
      mailboxKey: this.key,
      generation: this.generationOf(folder.ordinal, this.loadedFolders),
      ordinal: folder.ordinal,
    });
  }

  itemId(item: Item): string {
    return formatId('item', { mailboxKey: this.key, generation: this.generationOf(item.ordinal, this.loadedItems), ordinal: item.ordinal });
  }

  /** Undefined when no such folder is there; 'malformed' when the text is no folder id at all. */
  findFolder(id: string): Folder | 'malformed' | undefined {
    const parsed = parseId('folder', id);
    if (parsed === undefined) return 'malformed';
    const folder = parsed.mailboxKey === this.key ? this.folders.byOrdinal(parsed.ordinal) : undefined;
    return folder !== undefined && this.folderId(folder) === id ? folder : undefined;
  }

  /** Undefined when no such item is there; 'malformed' when the text is no item id at all. */
  findItem(id: string): Item | 'malformed' | undefined {
    const parsed = parseId('item', id);
    if (parsed === undefined) return 'malformed';
    const item = parsed.mailboxKey === this.key ? this.items.get(parsed.ordinal) : undefined;
    return item !== undefined && this.itemId(item) === id ? item : undefined;
  }

  /** The folder at a path like "Inbox/Projects" (letter case does not matter), made when it is not there. */
  folderAt(path: string): Folder {
    const { folder: start, names } = this.folders.start(path, this.wellKnown('msgfolderroot'));
    let folder = start;
    for (const name of names) {
      const child = this.children(folder).find((candidate) => candidate.hasName(name));
      folder = child ?? this.createFolder(folder, name);
    }
    return folder;
  }

  // Changing folders

  createFolder(parent: Folder, displayName: string, folderClass = 'IPF.Note'): Folder {
    const folder = this.folders.add(new Folder(this, this.folders.size, parent, displayName, folderClass, undefined));
    this.emit({ type: 'CreatedEvent', folder });
    return folder;
  }

  createSearchFolder(parent: Folder, displayName: string, search: Search): Folder {
    const folder = this.folders.add(new SearchFolder(this, this.folders.size, parent, displayName, 'IPF.Note', undefined));
    folder.search = search;
    this.emit({ type: 'CreatedEvent', folder });
    return folder;
  }

  renameFolder(folder: Folder, displayName: string): void {
    folder.displayName = displayName;
    folder.revision++;
    this.folders.changes.push({ kind: 'update', folder });
    this.emit({ type: 'ModifiedEvent', folder });
  }

  moveFolder(folder: Folder, parent: Folder): void {
    const movedFrom = folder.ancestors;
    const [oldParent = parent] = movedFrom;
    folder.parent = parent;
    folder.revision++;
    this.folders.changes.push({ kind: 'update', folder, movedFrom });
    this.emit({ type: 'MovedEvent', folder, oldParent });
    this.emit({ type: 'ModifiedEvent', folder: oldParent });
    this.emit({ type: 'ModifiedEvent', folder: parent });
  }

  /** Deletes a folder with everything in and below it. */
  deleteFolder(folder: Folder): void {
    for (const child of this.children(folder)) this.deleteFolder(child);
    for (const item of [...folder.items, ...folder.associatedItems]) this.deleteItem(item);
    folder.isGone = true;
    this.folders.changes.push({ kind: 'delete', folder });
    this.emit({ type: 'DeletedEvent', folder });
    if (folder.parent !== undefined) this.emit({ type: 'ModifiedEvent', folder: folder.parent });
  }

  // Changing items

  /** Puts a message into a folder; `isNewMail` when it was delivered, as opposed to stored by the user. */
  addItem(folder: Folder, source: MessageSource, flags: ItemFlags = unread, isNewMail = false): Item {
    const item = this.insert(folder, source, flags);
    this.emit({ type: 'CreatedEvent', item });
    if (isNewMail) this.emit({ type: 'NewMailEvent', item });
    this.emit({ type: 'ModifiedEvent', folder });
    return item;
  }

  setRead(item: Item, isRead: boolean): void {
    if (!item.folder.setRead(item, isRead)) return;
    this.emit({ type: 'ModifiedEvent', item });
    this.emit({ type: 'ModifiedEvent', folder: item.folder });
  }

  /** Tells of changes that {@link Item.edit} has noted. */
  updateItem(item: Item): void {
    item.folder.update(item);
    this.emit({ type: 'ModifiedEvent', item });
  }

  /** The item in its new folder, under its new id. */
  moveItem(item: Item, folder: Folder): Item {
    this.drop(item);
    const moved = this.insert(folder, item.source, item);
    this.emit({ type: 'MovedEvent', item: moved, oldItem: item });
    this.emit({ type: 'ModifiedEvent', folder: item.folder });
    this.emit({ type: 'ModifiedEvent', folder });
    return moved;
  }

  copyItem(item: Item, folder: Folder): Item {
    const copy = this.insert(folder, item.source, item);
    this.emit({ type: 'CopiedEvent', item: copy, oldItem: item });
    this.emit({ type: 'ModifiedEvent', folder });
    return copy;
  }

  deleteItem(item: Item): void {
    this.drop(item);
    this.emit({ type: 'DeletedEvent', item });
    this.emit({ type: 'ModifiedEvent', folder: item.folder });
  }

  private insert(folder: Folder, source: MessageSource, flags: ItemFlags): Item {
    const item = new Item(folder, this.nextItem++, source, flags);
    this.items.set(item.ordinal, item);
    folder.add(item);
    return item;
  }

  private drop(item: Item): void {
    this.items.delete(item.ordinal);
    item.folder.remove(item);
  }

  private generationOf(ordinal: number, loaded: number): string {
    return ordinal <= loaded ? loadedGeneration : this.generation;
  }

  private emit(event: MailboxEvent): void {
    if (this.listeners.size === 0) return;
    for (const listener of this.listeners) listener(event);
    if ('item' in event && changesFreeBusy(event)) this.emit({ type: 'FreeBusyChangedEvent', item: event.item });
  }
}

function changesFreeBusy(event: Extract<MailboxEvent, { readonly item: Item }>): boolean {
  return event.type !== 'FreeBusyChangedEvent' && itemKind(event.item.itemClass) === 'CalendarItem';
}
