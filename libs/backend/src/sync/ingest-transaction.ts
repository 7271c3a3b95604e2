import { Injectable } from '@nestjs/common';
import { MessageSearch } from '../emails/message-search';
import { EventHub } from '../events/event-hub';
import { outboxEvents } from '../events/outbox';
import { AtomicWriter, StaleWriteError, type Statement, WriteConflictError } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { newId } from '../store/id';
import { remoteKey } from '../store/remote-key';
import { SqlReader } from '../store/sql-reader';
import { update } from '../store/statements';
import { BatchBytes } from './batch-bytes';
import type { FolderBatch } from './folder-batch';
import { IngestPlan } from './ingest-plan';
import { fence, type Lease } from './lease-repository';
import type { PreparedMessage } from './prepared-message';
import { ReadWishes } from './read-wishes';
import { storedByIds, storedByRemoteId, storedInThreads, type StoredMessage } from './stored-messages';
import { planThreads } from './threads';

/** A move is an arrival and a departure, in either order: what arrived so long before may be what leaves. */
const moveWindowMs = 10 * 60_000;

/** For how long a departed message is kept, seen by nobody: who takes it back from the bin within a day has it as it was, id and marks. */
export const DEPARTED_KEPT_MS = 24 * 60 * 60_000;

/** Nobody marks messages faster than so many plans can be made. */
const mostPlans = 50;

/** A folder as an ingest needs it. */
export interface TargetFolder {
  id: string;
  role: string | null;
  isBackfilled: boolean;
  /** What was received since is new mail, also while the backfill runs; in milliseconds since 1970. */
  newsSince: number;
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

  bytesFor(accountId: string): BatchBytes {
    return new BatchBytes(this.blobs, accountId);
  }

  /** @returns versions of messages whose bytes nobody names any more. @throws StaleWriteError when the lease is lost */
  async store(mailbox: Mailbox, folder: TargetFolder, batch: FolderBatch, lagMs: number | null = null): Promise<StoredMessage[]> {
    const bytes = batch.bytes ?? this.bytesFor(mailbox.lease.accountId);
    for (let planned = 1; ; planned++) {
      try {
        return await this.tryToStore(mailbox, folder, batch, bytes, lagMs);
      } catch (error) {
        // A user has marked a message in between: it is planned anew, with that.
        const isConflict = error instanceof WriteConflictError;
        if (isConflict && planned < mostPlans) continue;
        // Of any other failure nobody knows whether the database had written: bytes that may be named stay.
        if (isConflict || error instanceof StaleWriteError) await bytes.discard();
        throw error;
      }
    }
  }

  private async tryToStore(
    mailbox: Mailbox,
    folder: TargetFolder,
    batch: FolderBatch,
    bytes: BatchBytes,
    lagMs: number | null,
  ): Promise<StoredMessage[]> {
    const { accountId } = mailbox.lease;
    const now = Date.now();
    const isAhead = batch.ahead !== undefined;
    const arriving = [...batch.messages, ...batch.skipped].map(({ ref }) => ref.remoteId);
    const told = [...arriving, ...batch.states.map(({ remoteId }) => remoteId), ...batch.removed];
    const [stored, skipped, threads] = await Promise.all([
      storedByRemoteId(this.reader, accountId, told),
      this.skipped(accountId, told),
      planThreads(
        this.reader,
        accountId,
        batch.messages.map(({ threadNames }) => threadNames),
      ),
    ]);
    const leavers = leaversOf(batch.removed, stored, folder.id);
    const newcomers = batch.messages.filter(({ ref }) => !stored.has(ref.remoteId));
    const [twins, waiting, outgoing, copies] = await Promise.all([
      this.twins(leavers, now),
      this.departed(accountId, newcomers),
      folder.role === 'sent' ? this.outgoing(accountId, newcomers) : new Map<string, string>(),
      this.copies(
        batch.messages.filter((message) => isNews(message, folder)),
        threads.threadIds,
      ),
    ]);
    // After the messages: a mark that is made in between is among these, or makes the write a conflict.
    const wishes = await ReadWishes.of(this.reader, accountId);

    const plan = new IngestPlan({ id: folder.id, accountId, isAhead }, this.search, bytes, wishes, now);
    const departed: StoredMessage[] = [];
    for (const leaver of leavers) {
      const arrival = takeFirst(twins, ({ rawSha256, createdAt }) => rawSha256 === leaver.rawSha256 && createdAt >= leaver.createdAt);
      if (arrival) stored.set(arrival.remoteId, plan.succeed(leaver, arrival));
      else {
        plan.depart(leaver);
        departed.push({ ...leaver, isDeparted: true });
      }
    }
    departed.push(...waiting);
    for (const state of batch.states) {
      const message = stored.get(state.remoteId);
      if (message && differs(message, state, folder.id)) plan.place(message, state);
      else if (!message && skipped.has(state.remoteId)) plan.markSkipped(state);
    }
    const rows = batch.messages.map(
      ({ ref, rawSha256: content }) => stored.get(ref.remoteId) ?? takeFirst(departed, ({ rawSha256 }) => rawSha256 === content),
    );
    await bytes.keepOnly(batch.messages.filter(({ rawSha256 }, index) => rows[index]?.rawSha256 !== rawSha256));
    batch.messages.forEach((message, index) => {
      const { remoteId, revision } = message.ref;
      const known = rows[index];
      if (known) plan.place(known, { remoteId, revision, isRead: message.isRead }, message);
      else {
        const id = outgoing.get(message.messageId ?? '') ?? newId();
        outgoing.delete(message.messageId ?? '');
        const threadId = threads.threadIds[index] ?? newId();
        plan.insert(message, id, threadId, isNews(message, folder) && !copies.has(message.rawSha256));
      }
      if (skipped.has(remoteId)) plan.unskip(remoteId);
    });
    const leaving = new Set(batch.removed);
    for (const message of batch.skipped) {
      const { remoteId } = message.ref;
      // What is here stays as it is, unless it leaves with this batch: a version that cannot be had takes nothing away.
      if (leaving.has(remoteId) || !isHere(stored.get(remoteId), folder.id)) plan.skip(message, skipped.has(remoteId));
    }
    const listed = new Set(batch.skipped.map(({ ref }) => ref.remoteId));
    for (const remoteId of leaving) if (skipped.has(remoteId) && !listed.has(remoteId)) plan.unskip(remoteId);

    if (batch.confirms) {
      const others = batch.confirms.filter((remoteId) => !stored.has(remoteId));
      plan.confirm(
        [...stored.values()].map(({ id }) => id),
        others,
      );
    }

    const statements = [
      fence(mailbox.lease, now),
      ...threads.statements,
      ...plan.build(),
      ...progress(folder, batch, accountId, lagMs, now),
      ...outboxEvents(mailbox.ownerId, plan.events()),
    ];
    await bytes.written();
    await this.writer.write(statements);
    this.events.changed(mailbox.ownerId, accountId);
    return plan.obsolete;
  }

  /**
   * Messages that may be what leaves, arrived elsewhere; in the same folder too: a mailbox that was restored or migrated gives its messages
   * other ids where they are.
   */
  private async twins(leavers: readonly StoredMessage[], now: number): Promise<StoredMessage[]> {
    const leaverIds = new Set(leavers.map(({ id }) => id));
    const inThreads = await storedInThreads(
      this.reader,
      leavers.map(({ threadId }) => threadId),
    );
    return inThreads.filter(({ id, isDeparted, createdAt }) => !isDeparted && createdAt > now - moveWindowMs && !leaverIds.has(id));
  }

  /** Messages that have departed with the content of one that arrives. */
  private async departed(accountId: string, newcomers: readonly PreparedMessage[]): Promise<StoredMessage[]> {
    const waiting = await this.reader.rowsIn<{ message_id: string }>(
      'SELECT message_id FROM mail_departure WHERE account_id = ? AND raw_sha256 IN',
      newcomers.map(({ rawSha256 }) => rawSha256),
      [accountId],
    );
    return storedByIds(
      this.reader,
      waiting.map(({ message_id }) => message_id),
    );
  }

  /**
   * Of these messages, the content of those that are here already: a message that is moved arrives before it leaves, and a copy is no
   * news either.
   */
  private async copies(messages: readonly PreparedMessage[], threadIds: readonly string[]): Promise<Set<string>> {
    const contents = new Set(messages.map(({ rawSha256 }) => rawSha256));
    if (contents.size === 0) return contents;
    const here = await storedInThreads(this.reader, threadIds);
    return new Set(here.filter(({ rawSha256 }) => contents.has(rawSha256)).map(({ rawSha256 }) => rawSha256));
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

/** Once a folder's backfill is over, everything that comes is new; before, what was received since it is imported. */
function isNews({ receivedAt }: PreparedMessage, { role, isBackfilled, newsSince }: TargetFolder): boolean {
  return role !== 'sent' && (isBackfilled || receivedAt >= newsSince);
}

/** What is in the folder of what has left it. */
function leaversOf(removed: readonly string[], stored: ReadonlyMap<string, StoredMessage>, folderId: string): StoredMessage[] {
  const messages = removed.map((remoteId) => stored.get(remoteId)).filter((message) => message !== undefined);
  return messages.filter(({ isDeparted, folderId: at }) => !isDeparted && at === folderId);
}

function takeFirst<Item>(items: Item[], isIt: (item: Item) => boolean): Item | undefined {
  const index = items.findIndex(isIt);
  return index < 0 ? undefined : items.splice(index, 1)[0];
}

function isHere(stored: StoredMessage | undefined, folderId: string): boolean {
  return stored?.isDeparted === false && stored.folderId === folderId;
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
