import { Injectable } from '@nestjs/common';
import { AtomicWriter } from '../store/atomic-writer';
import { list, SqlReader } from '../store/sql-reader';
import { update } from '../store/statements';
import type { MailFact } from './mail-event-handler';

/** An event that the host has not handled yet. */
export interface UntoldEvent {
  seq: number;
  accountId: string;
  type: string;
  event: MailFact;
}

const atOnce = 200;

/**
 * The outbox as the host reads it. Each event carries whether it was told, rather than one position for all: where
 * transactions of several processes end in another order than they began, a position would skip one.
 */
@Injectable()
export class HostEventQueue {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
  ) {}

  /** Oldest first. @param resting accounts whose events wait */
  async next(resting: readonly string[]): Promise<UntoldEvent[]> {
    const rows = await this.reader.rows<{ seq: number; account_id: string; type: string; payload: string }>(
      `SELECT seq, account_id, type, payload FROM mail_outbox_event WHERE told_at IS NULL
       ${resting.length > 0 ? `AND account_id NOT IN ${list(resting.length)}` : ''} ORDER BY seq LIMIT ${atOnce}`,
      resting,
    );
    return rows.map(({ seq, account_id, type, payload }) => ({
      ...{ seq, accountId: account_id, type },
      event: JSON.parse(payload) as MailFact,
    }));
  }

  async told(seq: number): Promise<void> {
    await this.writer.write([update('mail_outbox_event', { column: 'seq', value: seq }, { told_at: Date.now() })]);
  }
}
