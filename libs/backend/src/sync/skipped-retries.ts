import type { MessageRef } from '@mailroom/mail-adapter';
import type { SqlReader } from '../store/sql-reader';
import type { MessageState } from './prepared-message';

/** Reasons that may pass: a server says of a message that it is not there, or cannot be read, for many a reason of its own. */
const passing = ['item-not-found', 'item-unreadable'];
const atOnce = 100;
const firstPauseMs = 60_000;
const longestPauseMs = 6 * 60 * 60_000;

interface Row {
  remote_id: string;
  revision: string;
  is_read: boolean | number | null;
  received_at: number | string | null;
}

/** When the messages that a server could not give are asked for again, folder by folder: soon, and then ever more rarely. */
export class SkippedRetries {
  /** Of folders that have such messages. */
  private readonly schedule = new Map<string, { failures: number; nextAt: number }>();

  constructor(private readonly reader: SqlReader) {}

  /** What is due in a folder; each time that it is asked, the next time is farther off, until `succeeded`. */
  async due(folderId: string, now: number): Promise<{ ref: MessageRef; state: MessageState }[]> {
    const { failures, nextAt } = this.schedule.get(folderId) ?? { failures: 0, nextAt: 0 };
    if (now < nextAt) return [];
    const rows = await this.reader.rowsIn<Row>(
      'SELECT remote_id, revision, is_read, received_at FROM mail_skipped WHERE folder_id = ? AND reason IN',
      passing,
      [folderId],
    );
    this.schedule.delete(folderId);
    if (rows.length === 0) return [];
    this.schedule.set(folderId, { failures: failures + 1, nextAt: now + Math.min(firstPauseMs * 2 ** failures, longestPauseMs) });
    // Another part each time, if there are very many.
    const from = rows.length > atOnce ? Math.floor(Math.random() * (rows.length - atOnce)) : 0;
    return rows.slice(from, from + atOnce).map(({ remote_id, revision, is_read, received_at }) => ({
      ref: { remoteId: remote_id, revision, size: 0 },
      state: { isRead: Boolean(is_read), receivedAt: received_at === null ? null : new Date(Number(received_at)) },
    }));
  }

  /** Some could be had. */
  succeeded(folderId: string): void {
    this.schedule.delete(folderId);
  }

  /** Whoever begins anew asks at once. */
  forget(folderIds: readonly string[]): void {
    for (const folderId of folderIds) this.schedule.delete(folderId);
  }
}
