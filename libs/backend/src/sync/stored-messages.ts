import { remoteKey } from '../store/remote-key';
import type { SqlReader } from '../store/sql-reader';

/** What a sync must know of a message that is stored. */
export interface StoredMessage {
  seq: number;
  id: string;
  remoteId: string;
  revision: string;
  folderId: string;
  threadId: string;
  rawSha256: string;
  rawPack: string;
  rawOffset: number;
  size: number;
  isRead: boolean;
  isDeparted: boolean;
  createdAt: number;
}

interface Row {
  seq: number;
  id: string;
  remote_key: string;
  remote_id: string;
  revision: string;
  folder_id: string;
  thread_id: string;
  raw_sha256: string;
  raw_pack: string;
  raw_offset: number;
  size: number;
  is_read: boolean | number;
  departed_at: string | number | null;
  created_at: string | number;
}

const select = `SELECT seq, id, remote_key, remote_id, revision, folder_id, thread_id, raw_sha256, raw_pack, raw_offset, size,
  is_read, departed_at, created_at FROM mail_message WHERE`;

/** Stored messages by their ids on the server. */
export async function storedByRemoteId(
  reader: SqlReader,
  accountId: string,
  remoteIds: readonly string[],
): Promise<Map<string, StoredMessage>> {
  const idOfKey = new Map(remoteIds.map((remoteId) => [remoteKey(accountId, remoteId), remoteId]));
  const rows = await reader.rowsIn<Row>(`${select} remote_key IN`, [...idOfKey.keys()]);
  return new Map(rows.map((row) => [idOfKey.get(row.remote_key) ?? '', toStored(row)]));
}

export async function storedInThreads(reader: SqlReader, threadIds: readonly string[]): Promise<StoredMessage[]> {
  return (await reader.rowsIn<Row>(`${select} thread_id IN`, [...new Set(threadIds)])).map(toStored);
}

export async function storedByIds(reader: SqlReader, ids: readonly string[]): Promise<StoredMessage[]> {
  return (await reader.rowsIn<Row>(`${select} id IN`, ids)).map(toStored);
}

function toStored(row: Row): StoredMessage {
  return {
    seq: row.seq,
    id: row.id,
    remoteId: row.remote_id,
    revision: row.revision,
    folderId: row.folder_id,
    threadId: row.thread_id,
    rawSha256: row.raw_sha256,
    rawPack: row.raw_pack,
    rawOffset: row.raw_offset,
    size: row.size,
    isRead: Boolean(row.is_read),
    isDeparted: row.departed_at !== null,
    createdAt: Number(row.created_at),
  };
}
