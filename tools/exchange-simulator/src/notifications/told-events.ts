import { type MailboxEvent } from '../mailbox/mailbox-event';

/** What decides how an event is told. */
export interface Audience {
  /** Whether a subscription is to all folders, not to some. */
  readonly isToAllFolders: boolean;
  /** Whether the server is Exchange 2013 or later. */
  readonly isModern: boolean;
}

/**
 * As which events a subscriber is told of an event. A soft deletion is a move into the recoverable items; before Exchange 2013, and to who
 * watches all folders, it is told as the deletion that it looks like. Who watches all folders of a later server is told of other moves
 * as of a deletion and a creation, and nothing of the recoverable items.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/pull-notifications-for-ews-deletion-related-mailbox-events-in-exchange
 */
export function toldEvents(event: MailboxEvent, { isToAllFolders, isModern }: Audience): readonly MailboxEvent[] {
  if ('folder' in event) {
    if (isRecoverable(event.folder)) return [];
    return event.type === 'MovedEvent' && isToAllFolders && isModern ? [] : [event];
  }
  if (event.type !== 'MovedEvent') return [event];
  const deleted = { type: 'DeletedEvent', item: event.oldItem } as const;
  if (isRecoverable(event.item.folder)) return isToAllFolders || !isModern ? [deleted] : [event];
  return isToAllFolders && isModern ? [deleted, { type: 'CreatedEvent', item: event.item }] : [event];
}

function isRecoverable({ distinguishedId }: { readonly distinguishedId: string | undefined }): boolean {
  return distinguishedId?.includes('recoverableitems') === true;
}
