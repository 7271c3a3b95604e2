import { Injectable } from '@nestjs/common';
import { MessageSearch } from '../emails/message-search';
import { AtomicWriter } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { SqlReader } from '../store/sql-reader';
import { deleteFrom } from '../store/statements';

/** So many messages a transaction: short enough that other requests pass between two of them. */
const BATCH = 500;

const tablesByAccount = [
  'mail_message_address',
  'mail_thread_key',
  'mail_departure',
  'mail_skipped',
  'mail_outgoing',
  'mail_outbox_event',
  'mail_folder',
];

/**
 * Removes everything that was stored for an account, bytes included. The account itself goes last, so that a deletion
 * that was interrupted can simply be repeated. The synchroniser must have released the account before.
 */
@Injectable()
export class AccountEraser {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly search: MessageSearch,
    private readonly blobs: BlobStore,
  ) {}

  async erase(accountId: string): Promise<void> {
    for (let ids = await this.someMessages(accountId); ids.length > 0; ids = await this.someMessages(accountId)) {
      await this.writer.write([
        this.search.remove(ids),
        ...deleteFrom('mail_message_address', 'message_id', ids),
        ...deleteFrom('mail_message', 'id', ids),
      ]);
    }
    await this.blobs.removeAccount(accountId);
    await this.writer.write([
      ...tablesByAccount.flatMap((table) => deleteFrom(table, 'account_id', [accountId])),
      ...deleteFrom('mail_account', 'id', [accountId]),
    ]);
  }

  private async someMessages(accountId: string): Promise<string[]> {
    const rows = await this.reader.rows<{ id: string }>(`SELECT id FROM mail_message WHERE account_id = ? LIMIT ${BATCH}`, [accountId]);
    return rows.map(({ id }) => id);
  }
}
