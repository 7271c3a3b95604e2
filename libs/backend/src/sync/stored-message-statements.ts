import type { Statement } from '../store/atomic-writer';
import type { StoredMessage } from './stored-messages';

/**
 * Changes a message if it is still as it was read. A user may have marked it in between, and what follows from the mark, such as the
 * folder's count of unread messages, is then another: nothing is written, and the batch is planned anew.
 */
export function updateStored({ id, isRead }: StoredMessage, values: Record<string, unknown>): Statement {
  const columns = Object.keys(values).map((column) => `${column} = ?`);
  return {
    sql: `UPDATE mail_message SET ${columns.join(', ')} WHERE id = ? AND is_read = ?`,
    parameters: [...Object.values(values), id, isRead],
    expectRows: 1,
    isPlanned: true,
  };
}

/** Deletes a message if it is still as it was read. */
export function deleteStored({ id, isRead }: StoredMessage): Statement {
  return { sql: 'DELETE FROM mail_message WHERE id = ? AND is_read = ?', parameters: [id, isRead], expectRows: 1, isPlanned: true };
}
