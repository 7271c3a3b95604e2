import { type Folder } from './folder';
import { type Item } from './item';

/** Something that a subscriber is told of. The names are those on the wire. */
export type MailboxEvent =
  | { readonly type: 'CreatedEvent' | 'NewMailEvent' | 'ModifiedEvent' | 'DeletedEvent' | 'FreeBusyChangedEvent'; readonly item: Item }
  | { readonly type: 'MovedEvent' | 'CopiedEvent'; readonly item: Item; readonly oldItem: Item }
  | { readonly type: 'CreatedEvent' | 'DeletedEvent' | 'ModifiedEvent'; readonly folder: Folder }
  | { readonly type: 'MovedEvent'; readonly folder: Folder; readonly oldParent: Folder };

/** Receives a mailbox's events as they happen. */
export type MailboxListener = (event: MailboxEvent) => void;
