import { Injectable } from '@nestjs/common';
import { MessageSearch } from '../emails/message-search';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { SqlReader } from '../store/sql-reader';
import { deleteFrom } from '../store/statements';
import { FolderCounters } from '../sync/folder-counters';

/** So many messages a transaction: short enough that other requests pass between two of them. */
const BATCH = 500;

const tablesByAccount = [
  'mail_message_address',
  'mail_thread_key',
  'mail_departure',
  'mail_early_message',
  'mail_read_wish',
  'mail_skipped',
  'mail_outgoing',
  'mail_outbox_event',
  'mail_folder',
  'mail_reconciliation',
  'mail_health_hour',
];

interface MessageRow {
  id: string;
  folder_id: string;
  is_read: boolean | number;
  departed_at: number | string | null;
}

/** What an erasure heeds and tells. */
export interface Erasure {
  signal: AbortSignal;
  /** Some more messages are gone; the folders' counts say how many are left. */
  progressed: () => void;
}

/**
 * Removes everything that was stored for an account, bytes included. The account itself goes last, so that a deletion
 * that was interrupted can simply be repeated, by several processes at once too. The synchroniser must have released the
 * account before.
 */
@Injectable()
export class AccountEraser {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly search: MessageSearch,
    private readonly blobs: BlobStore,
  ) {}

  /** @throws the signal's reason when it is aborted */
  async erase(accountId: string, { signal, progressed }: Erasure): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const messages = await this.someMessages(accountId);
      if (messages.length === 0) break;
      await this.eraseMessages(messages);
      progressed();
    }
    await this.blobs.removeAccount(accountId);
    await this.writer.write([
      ...tablesByAccount.flatMap((table) => deleteFrom(table, 'account_id', [accountId])),
      ...deleteFrom('mail_account', 'id', [accountId]),
    ]);
  }

  private async eraseMessages(messages: readonly MessageRow[]): Promise<void> {
    const ids = messages.map(({ id }) => id);
    const counters = new FolderCounters();
    for (const { folder_id, is_read, departed_at } of messages) {
      if (departed_at === null) counters.message(folder_id, Boolean(is_read), -1);
    }
    try {
      await this.writer.write([
        this.search.remove(ids),
        ...deleteFrom('mail_message_address', 'message_id', ids),
        ...deleteFrom('mail_message', 'id', ids).map((statement) => ({ ...statement, expectRows: ids.length })),
        ...counters.statements(),
      ]);
    } catch (error) {
      // Another process was faster, and has counted them.
      if (!(error instanceof StaleWriteError)) throw error;
    }
  }

  private someMessages(accountId: string): Promise<MessageRow[]> {
    const sql = `SELECT id, folder_id, is_read, departed_at FROM mail_message WHERE account_id = ? LIMIT ${BATCH}`;
    return this.reader.rows<MessageRow>(sql, [accountId]);
  }
}
