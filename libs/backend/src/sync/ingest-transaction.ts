import { Injectable } from '@nestjs/common';
import { MessageSearch } from '../emails/message-search';
import { EventHub } from '../events/event-hub';
import { outboxEvent } from '../events/outbox';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { newId } from '../store/id';
import { remoteKey } from '../store/remote-key';
import { SqlReader } from '../store/sql-reader';
import { update } from '../store/statements';
import type { FolderBatch } from './folder-batch';
import { type IngestFolder, IngestPlan } from './ingest-plan';
import { fence, type Lease } from './lease-repository';
import type { PreparedMessage } from './prepared-message';
import { storedByIds, storedByRemoteId, storedInThreads, type StoredMessage } from './stored-messages';
import { planThreads } from './threads';

/** For how long a departed message waits to arrive in another folder: a move is both, in either order. */
export const MOVE_WINDOW_MS = 10 * 60_000;

/** A folder as an ingest needs it. */
export interface TargetFolder {
  id: string;
  role: string | null;
  isBackfilled: boolean;
}

export interface Mailbox {
  lease: Lease;
  ownerId: string;
}

/**
 * Turns a batch of a folder's changes into one transaction: messages, addresses, threads, search, the ledger, counts,
 * events and the folder's cursor. The caller runs one at a time per account, since it reads before it writes.
 */
@Injectable()
export class IngestTransaction {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly search: MessageSearch,
    private readonly blobs: BlobStore,
    private readonly events: EventHub,
  ) {}

  /** @returns versions of messages whose bytes nobody names any more. @throws StaleWriteError when the lease is lost */
  async store(mailbox: Mailbox, folder: TargetFolder, batch: FolderBatch, lagMs: number | null = null): Promise<StoredMessage[]> {
    const { accountId } = mailbox.lease;
    const now = Date.now();
    const pack = this.blobs.newPack(accountId);
    const plan = new IngestPlan(ingestFolder(folder, accountId), this.search, pack, now);
    const touched = [...batch.messages, ...batch.skipped].map(({ ref }) => ref.remoteId);
    const stored = await storedByRemoteId(this.reader, accountId, [
      ...touched,
      ...batch.states.map((state) => state.remoteId),
      ...batch.removed,
    ]);
    const skipped = await this.skipped(accountId, [...touched, ...batch.removed]);

    const departed = await this.planRemovals(plan, folder.id, batch.removed, stored, now);
    for (const state of batch.states) {
      const message = stored.get(state.remoteId);
      if (message && differs(message, state, folder.id)) plan.place(message, state);
    }
    const threads = await planThreads(
      this.reader,
      accountId,
      batch.messages.map(({ threadNames }) => threadNames),
    );
    const arrivals = await this.arrivals(accountId, folder, batch.messages, stored, departed);
    batch.messages.forEach((message, index) => {
      const known = arrivals(message);
      const threadId = threads.threadIds[index] ?? newId();
      const { remoteId, revision } = message.ref;
      if (typeof known === 'object') plan.place(known, { remoteId, revision, isRead: message.isRead }, message);
      else plan.insert(message, known, threadId);
      if (skipped.has(remoteId)) plan.unskip(remoteId);
    });
    for (const message of batch.skipped) plan.skip(message, skipped.has(message.ref.remoteId));
    for (const remoteId of batch.removed) if (skipped.has(remoteId)) plan.unskip(remoteId);

    const statements = [
      fence(mailbox.lease, now),
      ...threads.statements,
      ...plan.build(),
      ...progress(folder, batch, accountId, lagMs, now),
      ...plan.events().map((event) => outboxEvent(mailbox.ownerId, event)),
    ];
    await pack.write();
    try {
      await this.writer.write(statements);
    } catch (error) {
      await pack.discard();
      throw error;
    }
    this.events.changed(mailbox.ownerId, accountId);
    return plan.obsolete;
  }

  /** Plans the departures; gives those that a message of the same batch may take over, by content. */
  private async planRemovals(plan: IngestPlan, folderId: string, removed: string[], stored: Map<string, StoredMessage>, now: number) {
    const leaving = removed
      .map((remoteId) => stored.get(remoteId))
      .filter((message) => message !== undefined)
      .filter(({ isDeparted, folderId: at }) => !isDeparted && at === folderId);
    const leavingIds = new Set(leaving.map(({ id }) => id));
    // In the same folder too: a mailbox that was restored or migrated gives its messages other ids where they are.
    const twins = (
      await storedInThreads(
        this.reader,
        leaving.map(({ threadId }) => threadId),
      )
    ).filter(({ id, isDeparted, createdAt }) => !isDeparted && createdAt > now - MOVE_WINDOW_MS && !leavingIds.has(id));
    const departed: StoredMessage[] = [];
    for (const message of leaving) {
      const index = twins.findIndex(({ rawSha256, createdAt }) => rawSha256 === message.rawSha256 && createdAt >= message.createdAt);
      const [arrival] = index < 0 ? [] : twins.splice(index, 1);
      if (arrival) plan.succeed(message, arrival);
      else {
        plan.depart(message);
        departed.push({ ...message, isDeparted: true });
      }
    }
    return departed;
  }

  /** For each arriving message: the row that it is already, or the id that a new row gets. */
  private async arrivals(
    accountId: string,
    folder: TargetFolder,
    messages: PreparedMessage[],
    stored: Map<string, StoredMessage>,
    departedNow: StoredMessage[],
  ): Promise<(message: PreparedMessage) => StoredMessage | string> {
    const arriving = messages.filter(({ ref }) => !stored.has(ref.remoteId));
    const waiting = await this.reader.rowsIn<{ message_id: string }>(
      'SELECT message_id FROM mail_departure WHERE account_id = ? AND raw_sha256 IN',
      arriving.map(({ rawSha256 }) => rawSha256),
      [accountId],
    );
    const departed = [
      ...departedNow,
      ...(await storedByIds(
        this.reader,
        waiting.map(({ message_id }) => message_id),
      )),
    ];
    const outgoing = folder.role === 'sent' ? await this.outgoing(accountId, arriving) : new Map<string, string>();
    return (message) => {
      const known = stored.get(message.ref.remoteId);
      if (known) return known;
      const index = departed.findIndex(({ rawSha256 }) => rawSha256 === message.rawSha256);
      const [returning] = index < 0 ? [] : departed.splice(index, 1);
      if (returning) return returning;
      const ownId = outgoing.get(message.messageId ?? '');
      outgoing.delete(message.messageId ?? '');
      return ownId ?? newId();
    };
  }

  /** Messages that were sent from here and have no copy yet: Message-ID to id. */
  private async outgoing(accountId: string, messages: PreparedMessage[]): Promise<Map<string, string>> {
    const rows = await this.reader.rowsIn<{ id: string; internet_message_id: string }>(
      `SELECT id, internet_message_id FROM mail_outgoing
       WHERE account_id = ? AND NOT EXISTS (SELECT 1 FROM mail_message WHERE mail_message.id = mail_outgoing.id) AND internet_message_id IN`,
      messages.map(({ messageId }) => messageId).filter((id) => id !== null),
      [accountId],
    );
    return new Map(rows.map(({ id, internet_message_id }) => [internet_message_id, id]));
  }

  private async skipped(accountId: string, remoteIds: string[]): Promise<Set<string>> {
    const idOfKey = new Map(remoteIds.map((remoteId) => [remoteKey(accountId, remoteId), remoteId]));
    const rows = await this.reader.rowsIn<{ remote_key: string }>('SELECT remote_key FROM mail_skipped WHERE remote_key IN', [
      ...idOfKey.keys(),
    ]);
    return new Set(rows.map(({ remote_key }) => idOfKey.get(remote_key) ?? ''));
  }
}

function ingestFolder({ id, role, isBackfilled }: TargetFolder, accountId: string): IngestFolder {
  return { id, accountId, announces: isBackfilled && role !== 'sent' };
}

function differs(stored: StoredMessage, state: { revision: string; isRead: boolean }, folderId: string): boolean {
  return stored.isDeparted || stored.folderId !== folderId || stored.isRead !== state.isRead || stored.revision !== state.revision;
}

function progress({ id }: TargetFolder, batch: FolderBatch, accountId: string, lagMs: number | null, now: number): Statement[] {
  const folder = {
    ...(batch.cursor !== undefined && { sync_cursor: batch.cursor }),
    ...(batch.completesBackfill && { backfilled_at: now }),
  };
  return [
    ...(Object.keys(folder).length > 0 ? [update('mail_folder', { column: 'id', value: id }, folder)] : []),
    ...(lagMs !== null ? [update('mail_account', { column: 'id', value: accountId }, { lag_ms: lagMs })] : []),
  ];
}
