import type { MailboxSession } from '@mailroom/mail-adapter';
import type { AccountEntity } from '../accounts/account.entity';
import type { FolderEntity } from '../folders/folder.entity';
import { TooCostlyError } from '../parsing/bounded-worker';
import type { MessageParser } from '../parsing/message-parser';
import type { SqlReader } from '../store/sql-reader';
import { emptyBatch, type FolderBatch, type StateChange } from '../sync/folder-batch';
import type { ImportFilter } from '../sync/import-policy';
import type { MailboxWriter } from '../sync/mailbox-writer';
import { planPage } from '../sync/page-plan';
import { storedByRemoteId } from '../sync/stored-messages';
import type { FolderMender, Upsert } from './folder-comparer';

/** A batch's bytes are held until it is stored. */
const largestBatchBytes = 8 * 1024 * 1024;

/** The mailbox that is being mended, in the hands of the process that owns it. */
export interface MailboxInRepair {
  account: AccountEntity;
  session: MailboxSession;
  writer: MailboxWriter;
  batchMessages: number;
  /** What is not imported. */
  filter: ImportFilter;
}

/**
 * Brings back what is missing of a folder, and nothing else, through the same transaction as every import: what the
 * synchronisation stores meanwhile is recognised there, so nothing is doubled.
 */
export class FolderRepair implements FolderMender {
  constructor(
    private readonly folder: FolderEntity,
    private readonly mailbox: MailboxInRepair,
    private readonly reader: SqlReader,
    private readonly parser: MessageParser,
    private readonly removesSurplus: boolean,
    private readonly reindex: (emailIds: string[]) => Promise<void>,
    private readonly signal: AbortSignal,
  ) {}

  async missing(messages: Upsert[]): Promise<void> {
    const { account, session, batchMessages, filter } = this.mailbox;
    const remoteIds = messages.map(({ ref }) => ref.remoteId);
    const plan = planPage(messages, await storedByRemoteId(this.reader, account.id, remoteIds), filter, new Set());
    const states = new Map(plan.fetch.map(({ ref, state }) => [ref.remoteId, state]));
    const stateOf = (remoteId: string) => states.get(remoteId) ?? { isRead: false, receivedAt: null };
    let batch = emptyBatch();
    let bytes = 0;
    const flush = async (): Promise<void> => {
      const full = batch;
      batch = emptyBatch();
      bytes = 0;
      await this.store(full);
    };
    await session.fetch(
      plan.fetch.map(({ ref }) => ref),
      {
        message: async (ref, raw) => {
          this.signal.throwIfAborted();
          const reason = filter.read(raw);
          if (reason) {
            batch.skipped.push({ ref, state: stateOf(ref.remoteId), reason });
            return;
          }
          try {
            batch.messages.push(await this.parser.prepare(ref, raw, stateOf(ref.remoteId)));
          } catch (error) {
            if (!(error instanceof TooCostlyError)) throw error;
            batch.skipped.push({ ref, state: stateOf(ref.remoteId), reason: { code: 'too-costly', message: error.message } });
            return;
          }
          bytes += raw.length;
          if (batch.messages.length >= batchMessages || bytes >= largestBatchBytes) await flush();
        },
        failed: (ref, error) => {
          if (error.code !== 'item-not-found') batch.skipped.push({ ref, state: stateOf(ref.remoteId), reason: error });
        },
      },
      { signal: this.signal },
    );
    batch.states.push(...plan.states);
    batch.skipped.push(...plan.skipped);
    await this.store(batch);
  }

  readFlags(states: StateChange[]): Promise<void> {
    return this.store({ ...emptyBatch(), states });
  }

  async surplus(removed: string[]): Promise<void> {
    if (this.removesSurplus) await this.store({ ...emptyBatch(), removed });
  }

  incomplete(emailIds: string[]): Promise<void> {
    return this.reindex(emailIds);
  }

  /** What comes back is no new mail: nobody is notified of it as such. */
  private store(batch: FolderBatch): Promise<void> {
    const { id, role } = this.folder;
    return this.mailbox.writer.store({ id, role, isBackfilled: false, newsSince: Infinity }, batch);
  }
}
