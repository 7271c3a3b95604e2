import { Injectable } from '@nestjs/common';
import { SqlReader } from '../../store/sql-reader';

/** What waits to be sent, in all accounts. */
@Injectable()
export class OutgoingQueue {
  constructor(private readonly reader: SqlReader) {}

  /** Accounts with an email that is due. */
  async accountsWithDue(now: number): Promise<string[]> {
    const rows = await this.reader.rows<{ account_id: string }>(
      `SELECT DISTINCT account_id FROM mail_outgoing WHERE status IN ('queued', 'sending') AND next_attempt_at <= ?`,
      [now],
    );
    return rows.map(({ account_id }) => account_id);
  }
}
