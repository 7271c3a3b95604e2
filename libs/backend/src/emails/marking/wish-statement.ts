import type { Statement } from '../../store/atomic-writer';

/**
 * Notes that the server is to be told of a mark, in the transaction that marks. A second thought replaces the first; how the server has
 * the message stays known.
 */
export function wishStatement({ id, accountId }: { id: string; accountId: string }, isRead: boolean, now: number): Statement {
  const insert = `INSERT INTO mail_read_wish (message_id, account_id, is_read, server_is_read, is_telling, attempts, next_attempt_at, created_at)
    VALUES (?, ?, ?, ?, ?, 0, ?, ?)`;
  return {
    sql: `${insert} ON CONFLICT (message_id) DO UPDATE SET is_read = excluded.is_read, is_telling = excluded.is_telling, attempts = 0,
      next_attempt_at = excluded.next_attempt_at, created_at = excluded.created_at`,
    mysql: `${insert} ON DUPLICATE KEY UPDATE is_read = VALUES(is_read), is_telling = VALUES(is_telling), attempts = 0,
      next_attempt_at = VALUES(next_attempt_at), created_at = VALUES(created_at)`,
    parameters: [id, accountId, isRead, !isRead, false, now, now],
  };
}
