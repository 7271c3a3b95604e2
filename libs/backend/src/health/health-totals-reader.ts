import { Inject, Injectable } from '@nestjs/common';
import { type HealthState, healthStateSchema, type HealthTotals } from '@mailroom/contract';
import { SqlReader } from '../store/sql-reader';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { healthState } from './health-state';

const keptMs = 10_000;

/** Folders whose import is over, of accounts that are synchronised: what the server has must be here or in the ledger. */
const atRest = `selected = ? AND backfilled_at IS NOT NULL AND server_count IS NOT NULL
  AND account_id IN (SELECT id FROM mail_account WHERE phase = 'live')`;

/** Sums over all accounts and folders, which a page and a scrape may ask for as often as they like. */
@Injectable()
export class HealthTotalsReader {
  private kept: { until: number; totals: Promise<HealthTotals> } | null = null;

  constructor(
    private readonly reader: SqlReader,
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
  ) {}

  /** At most ten seconds old. */
  read(now = Date.now()): Promise<HealthTotals> {
    if (this.kept && this.kept.until > now) return this.kept.totals;
    const totals = this.count(now);
    this.kept = { until: now + keptMs, totals };
    totals.catch(() => {
      this.kept = null;
    });
    return totals;
  }

  /** Before that, an account that was synchronised last is behind. */
  staleBefore(now = Date.now()): number {
    return Math.round(now - 1.5 * this.settings.pollMs);
  }

  private async count(now: number): Promise<HealthTotals> {
    const states = await this.reader.rows<{ state: HealthState; accounts: number | string }>(
      `SELECT state, COUNT(*) AS accounts FROM (SELECT ${healthState} AS state FROM mail_account) states GROUP BY state`,
      [this.staleBefore(now), true],
    );
    const byState = Object.fromEntries(
      healthStateSchema.options.map((state) => [state, Number(states.find((row) => row.state === state)?.accounts ?? 0)]),
    ) as Record<HealthState, number>;
    const [folders] = await this.reader.rows<Record<'imported' | 'skipped' | 'backlog', number | string | null>>(
      `SELECT SUM(message_count) AS imported, SUM(skipped_count) AS skipped,
         SUM(CASE WHEN selected = ? AND backfilled_at IS NULL AND server_count > message_count + skipped_count
             THEN server_count - message_count - skipped_count ELSE 0 END) AS backlog FROM mail_folder`,
      [true],
    );
    return {
      accounts: Object.values(byState).reduce((sum, accounts) => sum + accounts, 0),
      byState,
      importedCount: Number(folders?.imported ?? 0),
      skippedCount: Number(folders?.skipped ?? 0),
      backlog: Number(folders?.backlog ?? 0),
      unaccountedCount: await this.unaccounted(),
    };
  }

  private async unaccounted(): Promise<number> {
    const [row] = await this.reader.rows<{ total: number | string | null }>(
      `SELECT SUM(ABS(server_count - message_count - skipped_count)) AS total FROM mail_folder WHERE ${atRest}`,
      [true],
    );
    return Number(row?.total ?? 0);
  }
}
