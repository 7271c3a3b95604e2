import type { EmailListItem } from '@mailroom/contract';
import type { MessageEntity } from './message.entity';
import type { MessagePeople } from './message-people';

/** A stored message as lists show it; its contacts are filled in by `EmailContacts`. */
export function emailListItem(message: MessageEntity): EmailListItem {
  const { id, accountId, folderId, threadId, internetMessageId, subject, isRead, hasAttachments, preview, size } = message;
  const { from, to } = peopleOfRow(message);
  const receivedAt = new Date(message.receivedAt).toISOString();
  return {
    ...{ id, accountId, folderId, threadId, internetMessageId, subject, from, to, receivedAt },
    ...{ isRead, hasAttachments, preview, size, contactIds: [] },
  };
}

export function peopleOfRow({ people }: MessageEntity): MessagePeople {
  return JSON.parse(people) as MessagePeople;
}
