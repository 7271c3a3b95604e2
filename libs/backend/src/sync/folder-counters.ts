import type { Statement } from '../store/atomic-writer';

interface Delta {
  messages: number;
  unread: number;
  skipped: number;
}

/** How a batch changes the counts of the folders that it touches. */
export class FolderCounters {
  private readonly deltas = new Map<string, Delta>();

  /** @param sign 1 for a message that is now in the folder, -1 for one that no longer is */
  message(folderId: string, isRead: boolean, sign: 1 | -1): void {
    const delta = this.of(folderId);
    delta.messages += sign;
    if (!isRead) delta.unread += sign;
  }

  skipped(folderId: string, sign: 1 | -1): void {
    this.of(folderId).skipped += sign;
  }

  statements(): Statement[] {
    return [...this.deltas]
      .filter(([, { messages, unread, skipped }]) => messages !== 0 || unread !== 0 || skipped !== 0)
      .map(([folderId, { messages, unread, skipped }]) => ({
        sql: `UPDATE mail_folder SET message_count = message_count + ?, unread_count = unread_count + ?, skipped_count = skipped_count + ?
              WHERE id = ?`,
        parameters: [messages, unread, skipped, folderId],
      }));
  }

  private of(folderId: string): Delta {
    let delta = this.deltas.get(folderId);
    if (!delta) {
      delta = { messages: 0, unread: 0, skipped: 0 };
      this.deltas.set(folderId, delta);
    }
    return delta;
  }
}
