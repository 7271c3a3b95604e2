import { type MailboxEvent } from '../mailbox/mailbox-event';
import { writeFolderId } from '../properties/folder-shape';
import { writeItemId } from '../properties/item-properties';
import { dateTime } from '../properties/property';
import { type ResponseWriter } from '../soap/response-writer';
import { type QueuedEvent, type Subscription } from './subscription';

/** Writes what became known of one subscription; only pull subscriptions have watermarks, and say whether more events wait. */
export function writeNotification(
  out: ResponseWriter,
  subscription: Subscription,
  events: readonly QueuedEvent[],
  pulled: { readonly moreEvents: boolean } | undefined,
): void {
  const isPull = pulled !== undefined;
  out.element('t:SubscriptionId', subscription.id);
  if (isPull) out.element('t:PreviousWatermark', subscription.watermark).element('t:MoreEvents', pulled.moreEvents);
  if (events.length === 0) {
    out.raw('<t:StatusEvent>');
    if (isPull) out.element('t:Watermark', subscription.watermark);
    out.raw('</t:StatusEvent>');
  }
  for (const { event, at, number } of events) {
    writeEvent(out, event, at, isPull ? subscription.formatWatermark(number) : undefined);
  }
}

function writeEvent(out: ResponseWriter, event: MailboxEvent, at: number, watermark: string | undefined): void {
  out.raw(`<t:${event.type}>`).element('t:Watermark', watermark).element('t:TimeStamp', dateTime(at));
  if ('folder' in event) {
    const { folder } = event;
    writeFolderId(out, folder);
    writeFolderId(out, folder.parent ?? folder, 't:ParentFolderId');
    if (event.type === 'ModifiedEvent') out.element('t:UnreadCount', folder.unreadCount);
    if (event.type === 'MovedEvent') {
      writeFolderId(out, folder, 't:OldFolderId');
      writeFolderId(out, event.oldParent, 't:OldParentFolderId');
    }
  } else {
    writeItemId(out, event.item);
    writeFolderId(out, event.item.folder, 't:ParentFolderId');
    if ('oldItem' in event) {
      writeItemId(out, event.oldItem, 't:OldItemId');
      writeFolderId(out, event.oldItem.folder, 't:OldParentFolderId');
    }
  }
  out.raw(`</t:${event.type}>`);
}
