import { Injectable } from '@nestjs/common';
import type { Freshness, HealthHour } from '@mailroom/contract';
import type { Job } from '../jobs/job';
import { JobQueue } from '../jobs/job-queue';
import { AtomicWriter } from '../store/atomic-writer';
import { SqlReader } from '../store/sql-reader';
import { lagColumns, percentile } from './lag-buckets';

const hourMs = 60 * 60_000;
/** A chart shows a week; the day more lets whoever looks at its edge see whole hours. */
const keptMs = 8 * 24 * hourMs;
/** What is counted in an hour is written within seconds after it. */
const settledMs = 2 * 60_000;

/** The account that stands for all. */
const everyone = '';

const counts = ['received_count', 'stored_count', ...lagColumns];
const sums = counts.map((column) => `SUM(${column}) AS ${column}`).join(', ');

type Row = { hour: number | string } & Record<string, number | string>;

const summarise: Job = { name: 'summarise-hours', everyMs: 10 * 60_000 };

/** What the last hours brought: of one account, or of all, whose hours are summed up once they are over. */
@Injectable()
export class HealthHours {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    jobs: JobQueue,
  ) {
    jobs.handle(summarise, () => this.summarise(Date.now()));
  }

  /** Oldest first, the present hour last; hours without mail too. @param accountId absent: all accounts */
  async history(hours: number, accountId: string | undefined, now = Date.now()): Promise<HealthHour[]> {
    const last = Math.floor(now / hourMs) * hourMs;
    const first = last - (hours - 1) * hourMs;
    const rows = accountId === undefined ? await this.ofEverybody(first) : await this.ofAccount(accountId, first);
    const byHour = new Map(rows.map((row) => [Number(row.hour), row]));
    return Array.from({ length: hours }, (_, index) => hourView(first + index * hourMs, byHour.get(first + index * hourMs)));
  }

  /** Of the last 24 hours; `null` when nothing arrived. */
  async freshness(accountId: string, now = Date.now()): Promise<Freshness | null> {
    const rows = await this.ofAccount(accountId, Math.floor(now / hourMs) * hourMs - 23 * hourMs);
    const lags = lagColumns.map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0));
    const messages = lags.reduce((sum, count) => sum + count, 0);
    return messages === 0 ? null : { messages, p50LagMs: percentile(lags, 0.5) ?? 0, p95LagMs: percentile(lags, 0.95) ?? 0 };
  }

  /** Sums up the hours that are over, and forgets those that nobody can ask for. */
  async summarise(now: number): Promise<void> {
    const over = Math.floor((now - settledMs) / hourMs) * hourMs;
    await this.writer.write([
      {
        sql: `INSERT INTO mail_health_hour (account_id, hour, ${counts.join(', ')})
              SELECT ?, hour, ${sums} FROM mail_health_hour WHERE hour > ? AND hour < ? AND account_id <> ? GROUP BY hour`,
        parameters: [everyone, await this.newestSum(now), over, everyone],
      },
      { sql: 'DELETE FROM mail_health_hour WHERE hour < ?', parameters: [now - keptMs] },
    ]);
  }

  private ofAccount(accountId: string, first: number): Promise<Row[]> {
    return this.reader.rows<Row>('SELECT * FROM mail_health_hour WHERE account_id = ? AND hour >= ?', [accountId, first]);
  }

  private async ofEverybody(first: number): Promise<Row[]> {
    const newest = await this.newestSum(first + 1);
    return [
      ...(await this.ofAccount(everyone, first)),
      ...(await this.reader.rows<Row>(`SELECT hour, ${sums} FROM mail_health_hour WHERE hour > ? AND hour >= ? GROUP BY hour`, [
        newest,
        first,
      ])),
    ];
  }

  /** Of the hours that are summed up, the newest; long ago when there is none. */
  private async newestSum(now: number): Promise<number> {
    const [row] = await this.reader.rows<{ newest: number | string | null }>(
      'SELECT MAX(hour) AS newest FROM mail_health_hour WHERE account_id = ?',
      [everyone],
    );
    return Number(row?.newest ?? now - keptMs);
  }
}

function hourView(hour: number, row: Row | undefined): HealthHour {
  const lags = lagColumns.map((column) => Number(row?.[column] ?? 0));
  return {
    hour: new Date(hour).toISOString(),
    receivedCount: Number(row?.['received_count'] ?? 0),
    storedCount: Number(row?.['stored_count'] ?? 0),
    p50LagMs: percentile(lags, 0.5),
    p95LagMs: percentile(lags, 0.95),
  };
}
