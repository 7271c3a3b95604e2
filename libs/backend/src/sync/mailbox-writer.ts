import type { ArrivalMeter } from '../health/arrival-meter';
import type { BatchBytes } from './batch-bytes';
import type { FolderBatch } from './folder-batch';
import type { IngestTransaction, Mailbox, TargetFolder } from './ingest-transaction';
import type { Lease } from './lease-repository';
import type { MessageRemover } from './message-remover';
import { Mutex } from './mutex';
import type { PreparedMessage } from './prepared-message';

/** Everything that one mailbox's synchronisation writes, one after another. */
export class MailboxWriter {
  private readonly mutex = new Mutex();
  /** Since when new mail is heard of at once; `null` while it is not. */
  watchingSince: number | null = null;

  constructor(
    private readonly mailbox: Mailbox,
    private readonly ingest: IngestTransaction,
    private readonly remover: MessageRemover,
    private readonly arrivals: ArrivalMeter,
  ) {}

  get accountId(): string {
    return this.mailbox.lease.accountId;
  }

  /** Begins to write bytes that are stored with a batch to come. */
  keep(messages: readonly PreparedMessage[]): BatchBytes {
    return this.ingest.bytesFor(this.accountId).keep(messages);
  }

  store(folder: TargetFolder, batch: FolderBatch): Promise<void> {
    return this.mutex.run(async () => {
      const isLive = this.lagOf(folder, batch) !== null;
      const obsolete = await this.ingest.store(this.mailbox, folder, batch, this.lagOf(folder, batch));
      this.arrivals.stored(this.accountId, batch.messages.length, isLive ? this.lagsOf(batch) : []);
      await this.remover.eraseBytes(this.accountId, obsolete);
    });
  }

  /** Deletes what was imported of a folder, after everything that is being stored. */
  emptyFolder(folderId: string): Promise<void> {
    return this.mutex.run(() => this.remover.emptyFolder(this.mailbox.lease, folderId));
  }

  /** Anything else that must not run beside what is being stored. */
  inTurn<Result>(action: (lease: Lease) => Promise<Result>): Promise<Result> {
    return this.mutex.run(() => action(this.mailbox.lease));
  }

  /** Deletes messages that left the mailbox and did not come back. */
  purgeDepartures(): Promise<void> {
    return this.mutex.run(() => this.remover.purgeDepartures(this.mailbox.lease));
  }

  /** Of the messages that came while they were watched for. */
  private lagsOf({ messages }: FolderBatch): number[] {
    const since = this.watchingSince;
    const now = Date.now();
    return messages
      .filter(({ receivedAt }) => since !== null && receivedAt >= since)
      .map(({ receivedAt }) => Math.max(0, now - receivedAt));
  }

  private lagOf({ isBackfilled }: TargetFolder, { messages, ahead }: FolderBatch): number | null {
    const since = this.watchingSince;
    if ((!isBackfilled && ahead !== 'of-backfill') || since === null) return null;
    const newest = Math.max(...messages.map(({ receivedAt }) => receivedAt));
    return newest >= since ? Math.max(0, Date.now() - newest) : null;
  }
}
