import type { SqlReader } from '../store/sql-reader';

/** What of a stored message, or of an entry of the exclusion ledger, a comparison needs. */
export interface StoredRow {
  id: string;
  /** The full-text index's key; 0 for an entry of the ledger. */
  seq: number;
  remoteKey: string;
  remoteId: string;
  isRead: boolean;
  subject: string;
  receivedAt: number | null;
  people: string;
}

interface Row {
  id: string;
  seq: number;
  remote_key: string;
  remote_id: string;
  is_read: boolean | number;
  subject: string;
  received_at: number | string | null;
  people: string;
}

const chunk = 500;

/** A folder's messages that are there, in chunks, in the order of an index that they are read by. */
export async function* messagesOf(reader: SqlReader, folderId: string): AsyncGenerator<StoredRow[]> {
  let after: StoredRow | undefined;
  for (;;) {
    const rows = await reader.rows<Row>(
      `SELECT id, seq, remote_key, remote_id, is_read, subject, received_at, people FROM mail_message
       WHERE folder_id = ? ${after ? 'AND received_at >= ? AND (received_at > ? OR id > ?)' : ''} AND departed_at IS NULL
       ORDER BY received_at, id LIMIT ${chunk}`,
      after ? [folderId, after.receivedAt, after.receivedAt, after.id] : [folderId],
    );
    if (rows.length === 0) return;
    const messages = rows.map(toRow);
    after = messages.at(-1);
    yield messages;
  }
}

/** A folder's entries of the exclusion ledger, in chunks. */
export async function* skippedOf(reader: SqlReader, folderId: string): AsyncGenerator<StoredRow[]> {
  let after = '';
  for (;;) {
    const rows = await reader.rows<Row>(
      `SELECT id, 0 AS seq, remote_key, remote_id, 0 AS is_read, '' AS subject, received_at, '' AS people FROM mail_skipped
       WHERE folder_id = ? AND id > ? ORDER BY id LIMIT ${chunk}`,
      [folderId, after],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
    yield rows.map(toRow);
  }
}

function toRow(row: Row): StoredRow {
  return {
    id: row.id,
    seq: row.seq,
    remoteKey: row.remote_key,
    remoteId: row.remote_id,
    isRead: Boolean(row.is_read),
    subject: row.subject,
    receivedAt: row.received_at === null ? null : Number(row.received_at),
    people: row.people,
  };
}
