import { Injectable, Logger } from '@nestjs/common';
import type { MessageRef } from '@mailroom/mail-adapter';
import { MessageSearch } from '../emails/message-search';
import { AtomicWriter } from '../store/atomic-writer';
import { BlobMissingError, BlobStore, locationOf } from '../store/blob-store';
import { TooCostlyError } from '../parsing/bounded-worker';
import { MessageParser } from '../parsing/message-parser';
import { SqlReader } from '../store/sql-reader';
import { deleteFrom, insertInto } from '../store/statements';
import { fence, type Lease } from '../sync/lease-repository';
import { addressRows, indexedText } from '../sync/message-rows';
import type { MessageState, PreparedMessage } from '../sync/prepared-message';
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
    private readonly parser: MessageParser,
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
      const state = { isRead, receivedAt: receivedAt.get(id) ?? null };
      const message = await this.prepared(id, raw, { remoteId, revision, size }, state);
      if (!message) continue;
      await this.writer.write([
        fence(lease, Date.now()),
        this.search.remove([id]),
        ...deleteFrom('mail_message_address', 'message_id', [id]),
        ...insertInto('mail_message_address', addressRows(id, accountId, message)),
        ...this.search.add([{ id, text: indexedText(message) }]),
      ]);
    }
  }

  /** `null` when it costs too much. */
  private async prepared(id: string, raw: Buffer, ref: MessageRef, state: MessageState): Promise<PreparedMessage | null> {
    try {
      return await this.parser.prepare(ref, raw, state);
    } catch (error) {
      if (!(error instanceof TooCostlyError)) throw error;
      this.logger.error(`Email ${id} cannot be indexed: ${error.message}`);
      return null;
    }
  }
}
