import { Injectable } from '@nestjs/common';
import { SqlReader } from '../store/sql-reader';
import { HealthTotalsReader } from './health-totals-reader';

/** How many mailboxes should have been synchronised, and how many have not been for too long though their server is well. */
export interface StaleSync {
  live: number;
  stale: number;
}

/** Whether synchronisation itself stands still: a mail server that is away shows as an error of its accounts, and is not this. */
@Injectable()
export class StaleSyncReader {
  constructor(
    private readonly reader: SqlReader,
    private readonly totals: HealthTotalsReader,
  ) {}

  async read(now = Date.now()): Promise<StaleSync> {
    const [row] = await this.reader.rows<{ live: number | string; stale: number | string | null }>(
      `SELECT COUNT(*) AS live, SUM(CASE WHEN last_sync_at < ? AND updated_at < ? THEN 1 ELSE 0 END) AS stale FROM mail_account
       WHERE phase = 'live' AND error_code IS NULL AND provider_id IN (SELECT id FROM mail_provider WHERE receive = ?)`,
      [this.totals.staleBefore(now), this.totals.staleBefore(now), true],
    );
    return { live: Number(row?.live ?? 0), stale: Number(row?.stale ?? 0) };
  }
}
