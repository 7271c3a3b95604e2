import {
  type ChangePage,
  type MailboxSession,
  type MessageChange,
  type MessageRef,
  MailError,
  type MessageSink,
} from '@mailroom/mail-adapter';
import type { FolderEntity } from '../folders/folder.entity';
import { TooCostlyError } from '../parsing/bounded-worker';
import type { MessageParser } from '../parsing/message-parser';
import type { SqlReader } from '../store/sql-reader';
import type { ShownError } from './account-state';
import { goneSince, unconfirmed, unknownNewest } from './early-messages';
import { emptyBatch, type FolderBatch } from './folder-batch';
import { FolderComparison, holdsMessages } from './folder-comparison';
import { excludeStored, stillExcluded } from './excluded-messages';
import type { ImportFilter } from './import-policy';
import type { MailboxWriter } from './mailbox-writer';
import { latestChanges, type PagePlan, planPage } from './page-plan';
import type { PreparedMessage } from './prepared-message';
import type { SkippedRetries } from './skipped-retries';
import { storedByRemoteId, type StoredMessage } from './stored-messages';

/** A batch's bytes are held until it is stored. */
const largestBatchBytes = 8 * 1024 * 1024;

interface AskedPage {
  /** In milliseconds since 1970. */
  at: number;
  answer: Promise<IteratorResult<ChangePage<MessageChange>>>;
}

/** What a folder's sync works with. */
export interface FolderSyncTools {
  session: MailboxSession;
  writer: MailboxWriter;
  reader: SqlReader;
  retries: SkippedRetries;
  batchMessages: number;
  parser: MessageParser;
  /** What is not imported. */
  filter: ImportFilter;
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
    const last = await this.fetch(plan, signal, 'of-backfill');
    await this.store({ ...last, ahead: 'of-backfill' });
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
    const batch = await this.fetch({ fetch, states: [], removed: [], skipped: [] }, signal);
    const hasChanged = batch.messages.length > 0;
    if (hasChanged) this.tools.retries.succeeded(this.folder.id);
    await this.store(batch);
    return hasChanged;
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

  /** The next page is asked for while one is fetched and stored. */
  private async pages(signal: AbortSignal): Promise<boolean> {
    let hasChanges = false;
    const pages = this.tools.session.changes(this.folder.remoteId, this.cursor, { signal })[Symbol.asyncIterator]();
    const ask = (): AskedPage => {
      const asked = { at: Date.now(), answer: pages.next() };
      // It is awaited when its turn comes: until then a failure is nobody's.
      asked.answer.catch(() => undefined);
      return asked;
    };
    let asked: AskedPage | null = null;
    try {
      for (;;) {
        const endTurn = await this.tools.turn();
        try {
          const current: AskedPage = asked ?? ask();
          const next = await current.answer;
          if (next.done) return hasChanges;
          const page = next.value;
          signal.throwIfAborted();
          this.lastPageAskedAt = current.at;
          hasChanges ||= page.changes.length > 0;
          asked = page.hasMore ? ask() : null;
          await this.storePage(page, signal);
        } finally {
          endTurn();
        }
      }
    } finally {
      await pages.return?.();
    }
  }

  private async storePage(page: ChangePage<MessageChange>, signal: AbortSignal): Promise<void> {
    const changes = latestChanges(page.changes);
    const remoteIds = changes.map((change) => (change.kind === 'upsert' ? change.ref.remoteId : change.remoteId));
    const stored = await storedByRemoteId(this.tools.reader, this.tools.writer.accountId, remoteIds);
    const { filter, reader, writer } = this.tools;
    const excluded = filter.readsMessages ? await stillExcluded(reader, writer.accountId, changes) : new Set<string>();
    const plan = planPage(changes, stored, filter, excluded);
    if (this.comparison && filter.readsMessages) await excludeStored(plan, changes, stored, (message) => this.tools.judge(message));
    const last = await this.fetch(plan, signal);
    if (this.mayHaveEarly) last.confirms = changes.flatMap((change) => (change.kind === 'upsert' ? [change.ref.remoteId] : []));
    last.states.push(...plan.states);
    last.removed.push(...plan.removed);
    last.skipped.push(...plan.skipped);
    if (this.comparison) await this.storeCompared(this.comparison, page, changes, last);
    else await this.store({ ...last, cursor: page.cursor, completesBackfill: !page.hasMore && this.folder.backfilledAt === null });
  }

  /**
   * Fetches and stores all but the last batch, which the cursor goes with, and the ledger. The next is fetched while one is stored.
   */
  private async fetch(plan: PagePlan, signal: AbortSignal, ahead: FolderBatch['ahead'] = 'of-cursor'): Promise<FolderBatch> {
    let batch = emptyBatch();
    let batchBytes = 0;
    let storing = Promise.resolve();
    const asked = new Map(plan.fetch.map((each) => [each.ref.remoteId, each]));
    const stateOf = (remoteId: string) => asked.get(remoteId)?.state ?? { isRead: false, receivedAt: null };
    const storeFullBatch = async (): Promise<void> => {
      if (batch.messages.length < this.tools.batchMessages && batchBytes < largestBatchBytes) return;
      const full = { ...emptyBatch(), messages: batch.messages, ahead };
      batch = { ...batch, messages: [] };
      batchBytes = 0;
      await storing;
      storing = this.store(full);
      // It is awaited below, or before the next batch: until then a failure is nobody's.
      storing.catch(() => undefined);
    };
    const exclude = (ref: MessageRef, reason: ShownError): void => {
      batch.skipped.push({ ref, state: stateOf(ref.remoteId), reason });
      if (asked.get(ref.remoteId)?.isStored) batch.removed.push(ref.remoteId);
    };
    const take = (message: PreparedMessage): Promise<void> => {
      batchBytes += message.raw.length;
      batch.messages.push(message);
      return storeFullBatch();
    };
    const sink: MessageSink = {
      message: (ref, raw) => {
        signal.throwIfAborted();
        const reason = this.tools.filter.read(raw);
        if (reason) {
          exclude(ref, reason);
          return;
        }
        const message = this.tools.parser.prepare(ref, raw, stateOf(ref.remoteId));
        if (!(message instanceof Promise)) return take(message);
        return message.then(take, (error: unknown) => {
          if (!(error instanceof TooCostlyError)) throw error;
          exclude(ref, { code: 'too-costly', message: error.message });
        });
      },
      failed: (ref, error) => {
        // Also one that is said not to be there: if it is gone, its removal is told next, and if not, it must not be forgotten.
        batch.skipped.push({ ref, state: stateOf(ref.remoteId), reason: error });
      },
    };
    try {
      if (plan.fetch.length > 0)
        await this.tools.session.fetch(
          plan.fetch.map(({ ref }) => ref),
          sink,
          { signal },
        );
    } finally {
      await storing;
    }
    return batch;
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
    if (!selected) return;
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
