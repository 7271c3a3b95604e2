import type { EmailListItem } from '@mailroom/contract';
import { parseMessage, preview, searchableText } from '@mailroom/mime';
import { peopleOf } from '../message-people';
import type { OutgoingEntity } from '../outgoing.entity';

/** A message on its way out, as lists show those that have arrived. */
export function outgoingListItem({ id, accountId, threadId, internetMessageId, createdAt }: OutgoingEntity, mime: Buffer): EmailListItem {
  const message = parseMessage(mime);
  const { from, to } = peopleOf(message);
  return {
    ...{ id, accountId, folderId: null, threadId, internetMessageId: `<${internetMessageId}>`, subject: message.subject, from, to },
    receivedAt: new Date(createdAt).toISOString(),
    isRead: true,
    hasAttachments: message.attachments.some(({ isInline }) => !isInline),
    preview: preview(searchableText(mime, message)),
    size: mime.length,
    contactIds: [],
  };
}
