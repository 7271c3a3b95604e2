import type { Statement } from '../store/atomic-writer';
import type { SqlReader } from '../store/sql-reader';
import { deleteFrom } from '../store/statements';

/**
 * What users of an account have marked and its server has not been told of. Until it is being told, what is marked here holds against
 * what the server says; from then on the server's word counts, since it may be later than ours, and its changes come in order.
 */
export class ReadWishes {
  private constructor(private readonly isTelling: ReadonlyMap<string, boolean>) {}

  static async of(reader: SqlReader, accountId: string): Promise<ReadWishes> {
    const rows = await reader.rows<{ message_id: string; is_telling: boolean | number }>(
      'SELECT message_id, is_telling FROM mail_read_wish WHERE account_id = ?',
      [accountId],
    );
    return new ReadWishes(new Map(rows.map(({ message_id, is_telling }) => [message_id, Boolean(is_telling)])));
  }

  has(messageId: string): boolean {
    return this.isTelling.has(messageId);
  }

  holds(messageId: string): boolean {
    return this.isTelling.get(messageId) === false;
  }

  /** The server said how it has the message. */
  heard(messageId: string, isRead: boolean): Statement[] {
    if (!this.has(messageId)) return [];
    return [{ sql: 'UPDATE mail_read_wish SET server_is_read = ? WHERE message_id = ?', parameters: [isRead, messageId] }];
  }

  /** One message takes the place of another, which it is the same as: what was marked last counts. */
  inherit(heirId: string, messageId: string): Statement[] {
    if (!this.has(messageId)) return [];
    return [
      ...deleteFrom('mail_read_wish', 'message_id', [heirId]),
      { sql: 'UPDATE mail_read_wish SET message_id = ? WHERE message_id = ?', parameters: [heirId, messageId] },
    ];
  }
}
