import { type Folder } from './folder';
import { type EditableProperties, type ItemEdits } from './item-edits';
import { type MessageSource } from './message-source';

/** What an item is beside its content. */
export interface ItemFlags {
  readonly isRead: boolean;
  readonly isDraft: boolean;
  /** Where it is not what the MIME amounts to. */
  readonly itemClass?: string | undefined;
  /** Hidden in its folder: what programs keep there for themselves (folder associated information). */
  readonly isAssociated?: boolean | undefined;
  readonly edits?: ItemEdits | undefined;
  /** Whether a read receipt that its author may have asked for was sent or suppressed. */
  readonly isReceiptSettled?: boolean | undefined;
}

/** One item in one folder. A move makes a new one, as on Exchange, so an item's folder and id never change. */
export class Item implements ItemFlags {
  /** Counts the item's changes; the change key is made from it. */
  revision = 1;
  isRead: boolean;
  readonly isDraft: boolean;
  readonly isAssociated: boolean;
  /** Where the folder's change log has the item's creation, its last change of the read flag, and its last other change. */
  createdAt = 0;
  readFlagChangedAt = 0;
  updatedAt = 0;
  isGone = false;
  /** Milliseconds since 1970; undefined as long as it is as it came. */
  modifiedAt: number | undefined;
  isReceiptSettled: boolean;
  /** Filled when a client first asks, because it takes a look at the whole message. */
  hasAttachments: boolean | undefined;
  private givenClass: string | undefined;
  private edited: ItemEdits | undefined;

  constructor(
    readonly folder: Folder,
    /** Unique in the mailbox. */
    readonly ordinal: number,
    public source: MessageSource,
    flags: ItemFlags,
  ) {
    this.isRead = flags.isRead;
    this.isDraft = flags.isDraft;
    this.isAssociated = flags.isAssociated ?? false;
    this.isReceiptSettled = flags.isReceiptSettled ?? false;
    this.givenClass = flags.itemClass;
    this.edited = flags.edits;
  }

  get itemClass(): string {
    return this.givenClass ?? this.source.itemClass;
  }

  get edits(): ItemEdits | undefined {
    return this.edited;
  }

  /** Notes changed properties as of the revision to come. */
  edit(values: Partial<EditableProperties>): void {
    const revision = this.revision + 1;
    const changed = Object.entries(values).map(([property, value]) => [property, { value, revision }]);
    this.edited = { ...this.edited, ...(Object.fromEntries(changed) as ItemEdits) };
  }
}
