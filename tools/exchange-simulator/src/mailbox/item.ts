import { type Folder } from './folder';
import { type MessageSource } from './message-source';

/** One message in one folder. A move makes a new item, as on Exchange, so an item's folder and id never change. */
export class Item {
  /** Counts the item's changes; the change key is made from it. */
  revision = 1;
  isRead: boolean;
  readonly isDraft: boolean;
  /** Where the folder's change log has the item's creation, its last change of the read flag, and its last other change. */
  createdAt = 0;
  readFlagChangedAt = 0;
  updatedAt = 0;
  isGone = false;
  /** Filled when a client first asks, because it takes a look at the whole message. */
  hasAttachments: boolean | undefined;

  constructor(
    readonly folder: Folder,
    /** Unique in the mailbox. */
    readonly ordinal: number,
    readonly source: MessageSource,
    flags: { readonly isRead: boolean; readonly isDraft: boolean },
  ) {
    this.isRead = flags.isRead;
    this.isDraft = flags.isDraft;
  }
}
