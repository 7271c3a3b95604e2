import type { MessageFilter, MessagePosition } from './message-repository';

/** What of a message's row a filter looks at. */
export interface FilteredRow {
  id: string;
  account_id: string;
  folder_id: string;
  thread_id: string;
  received_at: number | string;
  is_read: boolean | number;
  has_attachments: boolean | number;
}

export function positionOf({ id, received_at }: FilteredRow): MessagePosition {
  return { id, receivedAt: Number(received_at) };
}

/** Whether a message of one of the accounts passes the filter and comes after the position: what the database would ask. */
export function passes(
  accountIds: readonly string[],
  { folderIds, threadId, isRead, hasAttachments, before, after: since }: MessageFilter,
  after: MessagePosition | null,
): (row: FilteredRow) => boolean {
  const accounts = new Set(accountIds);
  return (row) => {
    const { id, receivedAt } = positionOf(row);
    return (
      accounts.has(row.account_id) &&
      (folderIds?.includes(row.folder_id) ?? true) &&
      (threadId === undefined || row.thread_id === threadId) &&
      (isRead === undefined || Boolean(row.is_read) === isRead) &&
      (hasAttachments === undefined || Boolean(row.has_attachments) === hasAttachments) &&
      (before === undefined || receivedAt < before) &&
      (since === undefined || receivedAt >= since) &&
      (after === null || receivedAt < after.receivedAt || (receivedAt === after.receivedAt && id < after.id))
    );
  };
}
