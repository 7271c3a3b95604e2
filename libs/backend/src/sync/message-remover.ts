import { Injectable } from '@nestjs/common';
import { MessageSearch } from '../emails/message-search';
import { AtomicWriter } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { SqlReader } from '../store/sql-reader';
import { deleteFrom } from '../store/statements';
import { DEPARTED_KEPT_MS } from './ingest-transaction';
import { fence, type Lease } from './lease-repository';
import { storedByIds, storedInThreads, type StoredMessage } from './stored-messages';
import { forgetThreads } from './threads';

const chunk = 200;

/** Deletes messages with all that belongs to them: addresses, search, threads' keys, bytes. */
@Injectable()
export class MessageRemover {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly search: MessageSearch,
    private readonly blobs: BlobStore,
  ) {}

  /** Deletes what departed too long ago to come back. */
  async purgeDepartures(lease: Lease): Promise<void> {
    for (;;) {
      const due = await this.reader.rows<{ message_id: string }>(
        `SELECT message_id FROM mail_departure WHERE account_id = ? AND departed_at < ? LIMIT ${chunk}`,
        [lease.accountId, Date.now() - DEPARTED_KEPT_MS],
      );
      if (due.length === 0) return;
      const messages = await storedByIds(
        this.reader,
        due.map(({ message_id }) => message_id),
      );
      await this.remove(lease, messages);
    }
  }

  /** Deletes a folder's messages and its ledger, whose import has ended. Those that have departed wait on. */
  async emptyFolder(lease: Lease, folderId: string): Promise<void> {
    for (;;) {
      const rows = await this.reader.rows<{ id: string }>(
        `SELECT id FROM mail_message WHERE folder_id = ? AND departed_at IS NULL ORDER BY id LIMIT ${chunk}`,
        [folderId],
      );
      if (rows.length === 0) break;
      await this.remove(
        lease,
        await storedByIds(
          this.reader,
          rows.map(({ id }) => id),
        ),
      );
    }
    await this.writer.write([
      fence(lease, Date.now()),
      ...deleteFrom('mail_skipped', 'folder_id', [folderId]),
      {
        sql: `UPDATE mail_folder SET sync_cursor = NULL, backfilled_at = NULL, message_count = 0, unread_count = 0, skipped_count = 0 WHERE id = ?`,
        parameters: [folderId],
      },
    ]);
  }

  /**
   * Deletes the bytes of messages whose rows are gone or name others. A crash before this leaves bytes that nobody names,
   * until the account is deleted.
   */
  async eraseBytes(accountId: string, messages: readonly StoredMessage[]): Promise<void> {
    const packs = new Set(messages.map(({ rawPack }) => rawPack));
    const rows = await this.reader.rowsIn<{ raw_pack: string }>('SELECT DISTINCT raw_pack FROM mail_message WHERE raw_pack IN', [...packs]);
    const named = new Set(rows.map(({ raw_pack }) => raw_pack));
    for (const pack of packs) {
      const erased = messages.filter(({ rawPack }) => rawPack === pack).map(({ rawOffset, size }) => ({ offset: rawOffset, size }));
      if (named.has(pack)) await this.blobs.erase(accountId, pack, erased);
      else await this.blobs.removePack(accountId, pack);
    }
  }

  private async remove(lease: Lease, messages: readonly StoredMessage[]): Promise<void> {
    const ids = messages.map(({ id }) => id);
    const threads = [...new Set(messages.map(({ threadId }) => threadId))];
    const remaining = new Set(
      (await storedInThreads(this.reader, threads)).filter(({ id }) => !ids.includes(id)).map(({ threadId }) => threadId),
    );
    await this.writer.write([
      fence(lease, Date.now()),
      this.search.remove(ids),
      ...deleteFrom('mail_message_address', 'message_id', ids),
      ...deleteFrom('mail_departure', 'message_id', ids),
      ...deleteFrom('mail_early_message', 'message_id', ids),
      ...deleteFrom('mail_read_wish', 'message_id', ids),
      ...deleteFrom('mail_message', 'id', ids),
      ...forgetThreads(threads.filter((thread) => !remaining.has(thread))),
    ]);
    await this.eraseBytes(lease.accountId, messages);
  }
}
