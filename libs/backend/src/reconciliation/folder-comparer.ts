import { Injectable } from '@nestjs/common';
import type { DifferingMessage, FolderDifference } from '@mailroom/contract';
import type { MailboxSession, MessageChange } from '@mailroom/mail-adapter';
import type { FolderEntity } from '../folders/folder.entity';
import { remoteKey } from '../store/remote-key';
import { SqlReader } from '../store/sql-reader';
import type { StateChange } from '../sync/folder-batch';
import { latestChanges } from '../sync/page-plan';
import { storedByRemoteId } from '../sync/stored-messages';
import { IndexCheck } from './index-check';
import { StoredKeys } from './stored-keys';
import { messagesOf, skippedOf, type StoredRow } from './stored-rows';

export type Upsert = MessageChange & { kind: 'upsert' };

/** What mends a folder while it is compared; page by page, so that nothing grows with the folder. */
export interface FolderMender {
  missing(messages: Upsert[]): Promise<void>;
  readFlags(states: StateChange[]): Promise<void>;
  surplus(remoteIds: string[]): Promise<void>;
  incomplete(emailIds: string[]): Promise<void>;
}

/** So many messages of each kind are listed; all are counted. */
const listedAtMost = 100;

/**
 * Compares a folder with the server's list of it. What is stored is read first: what a synchronisation stores while the
 * server lists is looked up before it is called missing, and what it removes is not called surplus.
 */
@Injectable()
export class FolderComparer {
  constructor(
    private readonly reader: SqlReader,
    private readonly index: IndexCheck,
  ) {}

  async compare(session: MailboxSession, folder: FolderEntity, signal: AbortSignal, mender?: FolderMender): Promise<FolderDifference> {
    const result = emptyDifference(folder, 'compared');
    const keys = await this.stored(folder.id, result, mender);
    for await (const page of session.changes(folder.remoteId, null, { signal })) {
      await this.comparePage(folder, keys, latestChanges(page.changes), result, mender);
    }
    if (keys.surplusCount > 0) await this.surplus(folder.id, keys, result, mender);
    result.serverCount = (await session.counts(folder.remoteId, { signal })).messageCount;
    return result;
  }

  private async stored(folderId: string, result: FolderDifference, mender?: FolderMender): Promise<StoredKeys> {
    const keys = new StoredKeys();
    for await (const rows of messagesOf(this.reader, folderId)) {
      for (const row of rows) keys.add(row.remoteKey, row.isRead);
      result.importedCount += rows.length;
      const incomplete = await this.index.incomplete(rows);
      result.indexCount += incomplete.length;
      if (incomplete.length > 0) await mender?.incomplete(incomplete);
    }
    for await (const rows of skippedOf(this.reader, folderId)) {
      for (const row of rows) keys.add(row.remoteKey, false);
      result.skippedCount += rows.length;
    }
    return keys;
  }

  private async comparePage(
    folder: FolderEntity,
    keys: StoredKeys,
    changes: readonly MessageChange[],
    result: FolderDifference,
    mender?: FolderMender,
  ): Promise<void> {
    const unknown: Upsert[] = [];
    const otherwise: Upsert[] = [];
    for (const change of changes) {
      const key = remoteKey(folder.accountId, change.kind === 'upsert' ? change.ref.remoteId : change.remoteId);
      if (change.kind === 'remove') keys.unsee(key);
      if (change.kind !== 'upsert') continue;
      const stored = keys.see(key);
      if (!stored) unknown.push(change);
      else if (stored.isRead !== change.isRead) otherwise.push(change);
    }
    await this.missing(folder, unknown, result, mender);
    await this.readFlags(folder, otherwise, result, mender);
  }

  private async missing(folder: FolderEntity, unknown: Upsert[], result: FolderDifference, mender?: FolderMender): Promise<void> {
    if (unknown.length === 0) return;
    const remoteIds = unknown.map(({ ref }) => ref.remoteId);
    const stored = await storedByRemoteId(this.reader, folder.accountId, remoteIds);
    const skipped = await this.skippedKeys(folder.accountId, remoteIds);
    const missing = unknown.filter(({ ref: { remoteId } }) => {
      const row = stored.get(remoteId);
      return (row === undefined || row.isDeparted || row.folderId !== folder.id) && !skipped.has(remoteKey(folder.accountId, remoteId));
    });
    result.missingCount += missing.length;
    for (const { ref, receivedAt } of missing.slice(0, listedAtMost - result.missing.length)) {
      result.missing.push({ remoteId: ref.remoteId, receivedAt: receivedAt?.toISOString() ?? null });
    }
    if (missing.length > 0) await mender?.missing(missing);
  }

  /** Entries of the exclusion ledger have no flag, and are not asked for here. */
  private async readFlags(folder: FolderEntity, otherwise: Upsert[], result: FolderDifference, mender?: FolderMender): Promise<void> {
    if (otherwise.length === 0) return;
    const keyOf = new Map(otherwise.map((change) => [remoteKey(folder.accountId, change.ref.remoteId), change]));
    const rows = await this.reader.rowsIn<{
      id: string;
      remote_key: string;
      is_read: boolean | number;
      subject: string;
      received_at: string;
    }>('SELECT id, remote_key, is_read, subject, received_at FROM mail_message WHERE departed_at IS NULL AND remote_key IN', [
      ...keyOf.keys(),
    ]);
    const differing = rows.filter((row) => keyOf.get(row.remote_key)?.isRead !== Boolean(row.is_read));
    result.readFlagCount += differing.length;
    for (const { id, subject, received_at } of differing.slice(0, listedAtMost - result.readFlagDiffers.length)) {
      result.readFlagDiffers.push(listed(id, subject, Number(received_at)));
    }
    const states = differing.flatMap((row): StateChange[] => {
      const change = keyOf.get(row.remote_key);
      return change ? [{ remoteId: change.ref.remoteId, revision: change.ref.revision, isRead: change.isRead }] : [];
    });
    if (states.length > 0) await mender?.readFlags(states);
  }

  private async surplus(folderId: string, keys: StoredKeys, result: FolderDifference, mender?: FolderMender): Promise<void> {
    const take = async (rows: StoredRow[], isEmail: boolean): Promise<void> => {
      const surplus = rows.filter((row) => keys.isSurplus(row.remoteKey));
      result.surplusCount += surplus.length;
      for (const { id, subject, receivedAt } of surplus.slice(0, listedAtMost - result.surplus.length)) {
        result.surplus.push(listed(isEmail ? id : null, subject, receivedAt));
      }
      if (surplus.length > 0) await mender?.surplus(surplus.map(({ remoteId }) => remoteId));
    };
    for await (const rows of messagesOf(this.reader, folderId)) await take(rows, true);
    for await (const rows of skippedOf(this.reader, folderId)) await take(rows, false);
  }

  private async skippedKeys(accountId: string, remoteIds: readonly string[]): Promise<Set<string>> {
    const keys = remoteIds.map((remoteId) => remoteKey(accountId, remoteId));
    const rows = await this.reader.rowsIn<{ remote_key: string }>('SELECT remote_key FROM mail_skipped WHERE remote_key IN', keys);
    return new Set(rows.map(({ remote_key }) => remote_key));
  }
}

/** A folder about which nothing is known to differ. */
export function emptyDifference({ id, path }: FolderEntity, state: FolderDifference['state']): FolderDifference {
  return {
    ...{ id, path, state, serverCount: 0, importedCount: 0, skippedCount: 0 },
    ...{ missingCount: 0, surplusCount: 0, readFlagCount: 0, indexCount: 0 },
    ...{ missing: [], surplus: [], readFlagDiffers: [] },
  };
}

function listed(emailId: string | null, subject: string, receivedAt: number | null): DifferingMessage {
  return { emailId, subject, receivedAt: receivedAt === null ? null : new Date(receivedAt).toISOString() };
}
