import { MailError, type MailboxSession, type MessageRef, type MessageUpsert } from '@mailroom/mail-adapter';
import { remoteKey } from '../store/remote-key';
import type { SqlReader } from '../store/sql-reader';
import { storedByRemoteId } from './stored-messages';

/** A look begins with so many messages, and asks for more while all of them are unknown. */
const firstLook = 20;
const widestLook = 1_000;
/** By so much the server's clock may be behind ours, in milliseconds. */
const clockDifference = 15 * 60_000;

/** The messages of a folder that were received last and are not here, newest first; nothing that is older than `since`. */
export async function unknownNewest(
  { session, reader, accountId }: { session: MailboxSession; reader: SqlReader; accountId: string },
  folder: { remoteId: string; newsSince: number },
  signal: AbortSignal,
): Promise<MessageUpsert[]> {
  for (let count = firstLook; ; count = Math.min(count * 4, widestLook)) {
    const newest = await session.newest(folder.remoteId, count, { signal });
    const recent = newest.filter(({ receivedAt }) => (receivedAt?.getTime() ?? 0) >= folder.newsSince - clockDifference);
    const ids = recent.map(({ ref }) => ref.remoteId);
    const stored = await storedByRemoteId(reader, accountId, ids);
    const skipped = await skippedKeys(reader, accountId, ids);
    const unknown = recent.filter(({ ref }) => !stored.has(ref.remoteId) && !skipped.has(remoteKey(accountId, ref.remoteId)));
    if (unknown.length < newest.length || newest.length < count || count === widestLook) return unknown;
  }
}

async function skippedKeys(reader: SqlReader, accountId: string, remoteIds: readonly string[]): Promise<Set<string>> {
  const keys = remoteIds.map((remoteId) => remoteKey(accountId, remoteId));
  const rows = await reader.rowsIn<{ remote_key: string }>('SELECT remote_key FROM mail_skipped WHERE remote_key IN', keys);
  return new Set(rows.map(({ remote_key }) => remote_key));
}

interface EarlyRow {
  remote_id: string;
  revision: string;
  size: number;
  created_at: number | string;
}

/** Messages that came ahead of their folder's changes, of which these have not told yet. */
export function unconfirmed(reader: SqlReader, folderId: string): Promise<EarlyRow[]> {
  return reader.rows<EarlyRow>(
    `SELECT remote_id, revision, size, early.created_at FROM mail_early_message early
     JOIN mail_message ON mail_message.id = message_id WHERE early.folder_id = ? AND departed_at IS NULL`,
    [folderId],
  );
}

/**
 * Of messages that came early and were not told of by changes that reach beyond them: those that the server does not have any more. A
 * message that comes and goes while a backfill runs is told of by nothing, since a cursor tells what is different from when it began.
 */
export async function goneSince(session: MailboxSession, rows: readonly EarlyRow[], time: number, signal: AbortSignal): Promise<string[]> {
  const refs = rows
    .filter(({ created_at }) => Number(created_at) < time)
    .map(({ remote_id, revision, size }): MessageRef => ({ remoteId: remote_id, revision, size }));
  const gone: string[] = [];
  if (refs.length === 0) return gone;
  const failed = ({ remoteId }: MessageRef, error: MailError): void => {
    if (error.code === 'item-not-found') gone.push(remoteId);
  };
  await session.fetch(refs, { message: () => undefined, failed }, { signal });
  return gone;
}
