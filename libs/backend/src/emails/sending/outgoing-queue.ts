import { Injectable } from '@nestjs/common';
import { SqlReader } from '../../store/sql-reader';

/** What waits to be sent, or to be marked on the server, in all accounts. */
@Injectable()
export class OutgoingQueue {
  constructor(private readonly reader: SqlReader) {}

  /** Accounts with an email or a mark that is due. */
  async accountsWithDue(now: number): Promise<string[]> {
    const rows = await this.reader.rows<{ account_id: string }>(
      `SELECT account_id FROM mail_outgoing WHERE status IN ('queued', 'sending') AND next_attempt_at <= ?
       UNION SELECT wish.account_id FROM mail_read_wish wish JOIN mail_message ON mail_message.id = message_id
       WHERE next_attempt_at <= ? AND departed_at IS NULL`,
      [now, now],
    );
    return rows.map(({ account_id }) => account_id);
  }
}
