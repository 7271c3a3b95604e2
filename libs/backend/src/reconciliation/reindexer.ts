import { Injectable, Logger } from '@nestjs/common';
import { MessageSearch } from '../emails/message-search';
import { AtomicWriter } from '../store/atomic-writer';
import { BlobMissingError, BlobStore, locationOf } from '../store/blob-store';
import { SqlReader } from '../store/sql-reader';
import { deleteFrom, insertInto } from '../store/statements';
import { fence, type Lease } from '../sync/lease-repository';
import { addressRows, indexedText } from '../sync/message-rows';
import { prepareMessage } from '../sync/prepared-message';
import { storedByIds } from '../sync/stored-messages';

/** Writes what search and contacts find messages by, anew, from the bytes that are here: nothing is downloaded. */
@Injectable()
export class Reindexer {
  private readonly logger = new Logger(Reindexer.name);

  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly search: MessageSearch,
    private readonly blobs: BlobStore,
  ) {}

  async reindex(lease: Lease, emailIds: readonly string[]): Promise<void> {
    const { accountId } = lease;
    const received = await this.reader.rowsIn<{ id: string; received_at: number | string }>(
      'SELECT id, received_at FROM mail_message WHERE id IN',
      emailIds,
    );
    const receivedAt = new Map(received.map(({ id, received_at }) => [id, new Date(Number(received_at))]));
    for (const stored of await storedByIds(this.reader, emailIds)) {
      const { id, remoteId, revision, isRead, size } = stored;
      const raw = await this.blobs.get(accountId, locationOf(stored)).catch((error: unknown) => {
        if (!(error instanceof BlobMissingError)) throw error;
        this.logger.error(`Email ${id} of account ${accountId} cannot be indexed: ${error.message}`);
        return null;
      });
      if (!raw) continue;
      const message = prepareMessage({ remoteId, revision, size }, raw, { isRead, receivedAt: receivedAt.get(id) ?? null });
      await this.writer.write([
        fence(lease, Date.now()),
        this.search.remove([id]),
        ...deleteFrom('mail_message_address', 'message_id', [id]),
        ...insertInto('mail_message_address', addressRows(id, accountId, message)),
        this.search.add(id, indexedText(message)),
      ]);
    }
  }
}
