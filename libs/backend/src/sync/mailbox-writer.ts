import type { MessageRef } from '@mailroom/mail-adapter';
import type { BlobStore } from '../store/blob-store';
import type { FolderBatch } from './folder-batch';
import type { IngestTransaction, Mailbox, TargetFolder } from './ingest-transaction';
import type { MessageRemover } from './message-remover';
import { Mutex } from './mutex';
import { type MessageState, type PreparedMessage, prepareMessage } from './prepared-message';

/** Everything that one mailbox's synchronisation writes, one after another. */
export class MailboxWriter {
  private readonly mutex = new Mutex();
  /** Blobs that are written, and whose rows are not yet. */
  private readonly pendingBlobs = new Set<string>();
  /** Since when new mail is heard of at once; `null` while it is not. */
  watchingSince: number | null = null;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly ingest: IngestTransaction,
    private readonly remover: MessageRemover,
    private readonly blobs: BlobStore,
  ) {}

  get accountId(): string {
    return this.mailbox.lease.accountId;
  }

  prepare(ref: MessageRef, raw: Buffer, state: MessageState): PreparedMessage {
    const message = prepareMessage(this.blobs, this.accountId, ref, raw, state);
    this.pendingBlobs.add(message.rawSha256);
    return message;
  }

  store(folder: TargetFolder, batch: FolderBatch): Promise<void> {
    return this.mutex.run(async () => {
      const replaced = await this.ingest.store(this.mailbox, folder, batch, this.lagOf(folder, batch));
      for (const { rawSha256 } of batch.messages) this.pendingBlobs.delete(rawSha256);
      await this.remover.removeBlobs(this.accountId, replaced, this.pendingBlobs);
    });
  }

  /** Deletes messages that left the mailbox and did not come back. */
  purgeDepartures(): Promise<void> {
    return this.mutex.run(() => this.remover.purgeDepartures(this.mailbox.lease, this.pendingBlobs));
  }

  private lagOf({ isBackfilled }: TargetFolder, { messages }: FolderBatch): number | null {
    const since = this.watchingSince;
    if (!isBackfilled || since === null) return null;
    const newest = Math.max(...messages.map(({ receivedAt }) => receivedAt));
    return newest >= since ? Math.max(0, Date.now() - newest) : null;
  }
}
