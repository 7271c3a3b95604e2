import { type ChangePage, MailError, type MessageChange } from '@mailroom/mail-adapter';
import type { FolderEntity } from '../folders/folder.entity';
import type { SqlReader } from '../store/sql-reader';
import type { ShownError } from './account-state';
import { BatchFetch, type FetchTools } from './batch-fetch';
import { goneSince, unconfirmed, unknownNewest } from './early-messages';
import { excludeStored, stillExcluded } from './excluded-messages';
import { emptyBatch, type FolderBatch } from './folder-batch';
import { FolderComparison, holdsMessages } from './folder-comparison';
import type { MailboxWriter } from './mailbox-writer';
import { latestChanges, type PagePlan, planPage } from './page-plan';
import type { PreparedMessage } from './prepared-message';
import type { SkippedRetries } from './skipped-retries';
import { awaitedLater, StoreLine } from './store-line';
import { storedByRemoteId, type StoredMessage } from './stored-messages';

interface AskedPage {
  /** In milliseconds since 1970. */
  at: number;
  answer: Promise<IteratorResult<ChangePage<MessageChange>>>;
}

interface StoredPage {
  remoteIds: ReadonlySet<string>;
  stored: Promise<void>;
}

/** What a folder's sync works with. */
export interface FolderSyncTools extends FetchTools {
  writer: MailboxWriter;
  reader: SqlReader;
  retries: SkippedRetries;
  /** Judges a message that is stored, by its bytes. */
  judge(message: StoredMessage): Promise<ShownError | null>;
  /** When the account was connected: what was received since is new mail. In milliseconds since 1970. */
  connectedAt: number;
  /** Waits until the next page may be fetched; what it gives is called when the page is stored. */
  turn(): Promise<() => void>;
  /** So many messages have just been stored. */
  stored(count: number): void;
}

/**
 * Brings one folder up to date, page by page: changes → bytes → parsed rows → one transaction per batch.
 *
 * Nothing is lost and nothing doubled, wherever it is interrupted:
 * - a batch's bytes are on the disk, whole, before the transaction that names them begins;
 * - a batch's messages, threads, search, counts and events are one transaction, so each is either all there or not at all;
 * - the folder's cursor is stored in the transaction of the page's last batch: after a crash the server gives the same
 *   page again, and what of it is stored is recognised by its id and version, and neither fetched nor written again;
 * - that transaction begins with a check of the lease, so a process that has lost the mailbox writes nothing at all.
 *
 * When the server has forgotten the cursor, or there is none though messages are stored, the whole folder is compared:
 * its cursor is stored only once everything was seen and what was not seen is removed.
 */
export class FolderSync {
  private comparison: FolderComparison | null = null;
  private mayHaveEarly = true;

  constructor(
    private readonly folder: FolderEntity,
    private readonly tools: FolderSyncTools,
  ) {}

  /**
   * Takes what has just been received and is not here, while the backfill that would come to it is on its way. The backfill meets these
   * messages again and knows them; until then they are noted, since it does not tell of one that is gone by then.
   */
  async lookEarly(signal: AbortSignal): Promise<void> {
    const { session, reader, writer, filter } = this.tools;
    const folder = { remoteId: this.folder.remoteId, newsSince: this.newsSince };
    const unknown = await unknownNewest({ session, reader, accountId: writer.accountId }, folder, signal);
    if (unknown.length === 0) return;
    const plan = planPage(unknown, new Map(), filter, new Set());
    await StoreLine.during(async (line) => {
      const last = await this.fetch(plan, line, signal, 'of-backfill');
      await line.add(() => this.store({ ...last, ahead: 'of-backfill' }));
    });
  }

  /** @returns whether the folder had changes */
  async run(signal: AbortSignal): Promise<boolean> {
    const hasChanges = await this.runFrom(signal);
    if (this.mayHaveEarly) await this.checkEarly(signal);
    return (await this.retrySkipped(signal)) || hasChanges;
  }

  /** What came ahead of changes that are all read by now, and was not told of by them. */
  private async checkEarly(signal: AbortSignal): Promise<void> {
    const { session, reader } = this.tools;
    this.mayHaveEarly = false;
    try {
      const rows = await unconfirmed(reader, this.folder.id);
      const removed = await goneSince(session, rows, this.lastPageAskedAt, signal);
      if (removed.length > 0) await this.store({ ...emptyBatch(), removed, confirms: removed });
      this.mayHaveEarly ||= rows.length > removed.length;
    } catch (error) {
      this.mayHaveEarly = true;
      throw error;
    }
  }

  private async retrySkipped(signal: AbortSignal): Promise<boolean> {
    const fetch = await this.tools.retries.due(this.folder.id, Date.now());
    if (fetch.length === 0) return false;
    return StoreLine.during(async (line) => {
      const batch = await this.fetch({ fetch, states: [], removed: [], skipped: [] }, line, signal);
      const hasChanged = batch.messages.length > 0;
      if (hasChanged) this.tools.retries.succeeded(this.folder.id);
      await line.add(() => this.store(batch));
      return hasChanged;
    });
  }

  /** In whole seconds, as mail servers say when a message was received: what came in the second of connecting is new. */
  private get newsSince(): number {
    return wholeSeconds(Math.max(this.folder.newsSince ?? 0, this.tools.connectedAt));
  }

  private async runFrom(signal: AbortSignal): Promise<boolean> {
    const { cursor, id } = this.folder;
    if (cursor === null && !this.comparison && (await holdsMessages(this.tools.reader, id))) this.comparison = this.newComparison();
    try {
      return await this.pages(signal);
    } catch (error) {
      if (!(error instanceof MailError) || error.code !== 'cursor-invalid') throw error;
      if (this.cursor === null) throw new MailError('protocol-error', { message: error.message, cause: error });
      this.comparison = this.newComparison();
      // For good: should the server know the cursor again after a crash, it would not tell of what the comparison stored and is gone by then.
      await this.store({ ...emptyBatch(), cursor: null });
      return this.runFrom(signal);
    }
  }

  private newComparison(): FolderComparison {
    return new FolderComparison(this.tools.reader, this.tools.writer.accountId, this.folder.id);
  }

  /** What was on the server by then has been told of when the changes are all read. */
  private lastPageAskedAt = 0;

  private get cursor(): string | null {
    return this.comparison ? this.comparison.cursor : this.folder.cursor;
  }

  private async pages(signal: AbortSignal): Promise<boolean> {
    const pages = this.tools.session.changes(this.folder.remoteId, this.cursor, { signal })[Symbol.asyncIterator]();
    try {
      return await StoreLine.during((line) => this.storePages(pages, line, signal));
    } finally {
      await pages.return?.();
    }
  }

  /** While a page is fetched, the next is asked for, and what is left of the one before is stored. */
  private async storePages(pages: AsyncIterator<ChangePage<MessageChange>>, line: StoreLine, signal: AbortSignal): Promise<boolean> {
    let hasChanges = false;
    const ask = (): AskedPage => ({ at: Date.now(), answer: awaitedLater(pages.next()) });
    let asked: AskedPage | null = null;
    let before: StoredPage = { remoteIds: new Set(), stored: Promise.resolve() };
    for (;;) {
      const endTurn = await this.tools.turn();
      let isStoring = false;
      try {
        const current: AskedPage = asked ?? ask();
        const next = await current.answer;
        if (next.done) break;
        const page = next.value;
        signal.throwIfAborted();
        hasChanges ||= page.changes.length > 0;
        asked = page.hasMore ? ask() : null;
        const changes = latestChanges(page.changes);
        const remoteIds = new Set(changes.map(remoteIdOf));
        // What is told of again is planned by how it was stored.
        if ([...remoteIds].some((remoteId) => before.remoteIds.has(remoteId))) await before.stored;
        const last = await this.fetchPage(changes, line, signal);
        this.lastPageAskedAt = current.at;
        const storing = line.add(
          () => this.storeLast(page, changes, last),
          async () => last.bytes?.discard(),
        );
        isStoring = true;
        const previous = before.stored;
        before = { remoteIds, stored: awaitedLater(storing.finally(endTurn)) };
        await previous;
        if (!page.hasMore) break;
      } finally {
        if (!isStoring) endTurn();
      }
    }
    await line.done();
    return hasChanges;
  }

  /** @returns what is to be stored at last, with the cursor */
  private async fetchPage(changes: readonly MessageChange[], line: StoreLine, signal: AbortSignal): Promise<FolderBatch> {
    const stored = await storedByRemoteId(this.tools.reader, this.tools.writer.accountId, changes.map(remoteIdOf));
    const { filter, reader, writer } = this.tools;
    const excluded = filter.readsMessages ? await stillExcluded(reader, writer.accountId, changes) : new Set<string>();
    const plan = planPage(changes, stored, filter, excluded);
    if (this.comparison && filter.readsMessages) await excludeStored(plan, changes, stored, (message) => this.tools.judge(message));
    const last = await this.fetch(plan, line, signal);
    last.bytes = this.tools.writer.keep(last.messages);
    if (this.mayHaveEarly) last.confirms = changes.flatMap((change) => (change.kind === 'upsert' ? [change.ref.remoteId] : []));
    last.states.push(...plan.states);
    last.removed.push(...plan.removed);
    last.skipped.push(...plan.skipped);
    return last;
  }

  private storeLast(page: ChangePage<MessageChange>, changes: readonly MessageChange[], last: FolderBatch): Promise<void> {
    if (this.comparison) return this.storeCompared(this.comparison, page, changes, last);
    return this.store({ ...last, cursor: page.cursor, completesBackfill: !page.hasMore && this.folder.backfilledAt === null });
  }

  /** Fetches and stores all but the last batch, which the cursor goes with, and the ledger. The next is fetched while one is stored. */
  private fetch(
    { fetch }: PagePlan,
    line: StoreLine,
    signal: AbortSignal,
    ahead: FolderBatch['ahead'] = 'of-cursor',
  ): Promise<FolderBatch> {
    const storeFull = async (messages: PreparedMessage[]): Promise<void> => {
      this.mayHaveEarly = true;
      const bytes = this.tools.writer.keep(messages);
      const before = line.done();
      void line.add(
        () => this.store({ ...emptyBatch(), messages, bytes, ahead }),
        () => bytes.discard(),
      );
      await before;
    };
    return new BatchFetch(this.tools, fetch, storeFull, signal).run();
  }

  private async storeCompared(
    comparison: FolderComparison,
    page: ChangePage<MessageChange>,
    changes: readonly MessageChange[],
    last: FolderBatch,
  ): Promise<void> {
    await this.store(last);
    comparison.see(changes, page.cursor);
    if (page.hasMore) return;
    for await (const removed of comparison.unseen()) await this.store({ ...emptyBatch(), removed });
    await this.store({ ...emptyBatch(), cursor: page.cursor, completesBackfill: this.folder.backfilledAt === null });
    this.comparison = null;
  }

  private async store(batch: FolderBatch): Promise<void> {
    const { id, role, backfilledAt, selected } = this.folder;
    // The folder's import may be switched off while a page is on its way.
    if (!selected) return batch.bytes?.discard();
    const target = { id, role, isBackfilled: backfilledAt !== null, newsSince: this.newsSince };
    await this.tools.writer.store(target, batch);
    if (batch.ahead) this.mayHaveEarly = true;
    if (batch.cursor !== undefined) this.folder.cursor = batch.cursor;
    if (batch.completesBackfill) this.folder.backfilledAt = Date.now();
    if (batch.messages.length > 0) this.tools.stored(batch.messages.length);
  }
}

function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}

function remoteIdOf(change: MessageChange): string {
  return change.kind === 'upsert' ? change.ref.remoteId : change.remoteId;
}
