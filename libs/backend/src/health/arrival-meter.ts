import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Histogram } from 'prom-client';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { bucketOf, lagBucketsMs, lagColumns } from './lag-buckets';

const hourMs = 60 * 60_000;
const writeEveryMs = 5_000;

interface HourDelta {
  accountId: string;
  hour: number;
  received: number;
  stored: number;
  lags: number[];
}

/**
 * Counts what is stored and how soon it could be seen, and adds it to the hour's row of the account every few seconds: a
 * process that dies forgets so many seconds of statistics, and no mail.
 */
@Injectable()
export class ArrivalMeter implements BeforeApplicationShutdown {
  /** For Prometheus; of this process alone. */
  readonly histogram = new Histogram({
    name: 'mailroom_freshness_seconds',
    help: 'From received to visible, of messages that arrived while their mailbox was watched.',
    buckets: lagBucketsMs.map((ms) => ms / 1_000),
    registers: [],
  });
  private readonly logger = new Logger(ArrivalMeter.name);
  private deltas = new Map<string, HourDelta>();
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly writer: AtomicWriter) {}

  /** @param lagsMs of those messages that arrived while the mailbox was watched */
  stored(accountId: string, count: number, lagsMs: readonly number[]): void {
    if (count === 0) return;
    const hour = Math.floor(Date.now() / hourMs) * hourMs;
    const key = `${accountId}:${hour}`;
    const delta = this.deltas.get(key) ?? { accountId, hour, received: 0, stored: 0, lags: lagColumns.map(() => 0) };
    this.deltas.set(key, delta);
    delta.stored += count;
    for (const lagMs of lagsMs) {
      delta.received += 1;
      delta.lags[bucketOf(lagMs)] = (delta.lags[bucketOf(lagMs)] ?? 0) + 1;
      this.histogram.observe(lagMs / 1_000);
    }
    this.timer ??= setTimeout(() => {
      this.flush().catch((error: unknown) => {
        this.logger.warn(`Statistics could not be written and wait for the next time: ${String(error)}`);
      });
    }, writeEveryMs).unref();
  }

  /** Writes what was counted. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const written = this.deltas;
    this.deltas = new Map();
    try {
      await this.writer.write([...written.values()].flatMap(addToHour));
    } catch (error) {
      for (const [key, delta] of written) this.deltas.set(key, merged(delta, this.deltas.get(key)));
      throw error;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush().catch(() => undefined);
  }
}

const counted = ['received_count', 'stored_count', ...lagColumns];

/** For an account that is gone meanwhile, nothing is added. */
function addToHour({ accountId, hour, received, stored, lags }: HourDelta): Statement[] {
  return [
    {
      sql: `INSERT INTO mail_health_hour (account_id, hour, ${counted.join(', ')})
            SELECT id, ?, ${counted.map(() => '0').join(', ')} FROM mail_account
            WHERE id = ? AND NOT EXISTS (SELECT 1 FROM mail_health_hour WHERE account_id = ? AND hour = ?)`,
      parameters: [hour, accountId, accountId, hour],
    },
    {
      sql: `UPDATE mail_health_hour SET ${counted.map((column) => `${column} = ${column} + ?`).join(', ')} WHERE account_id = ? AND hour = ?`,
      parameters: [received, stored, ...lags, accountId, hour],
    },
  ];
}

function merged(delta: HourDelta, later: HourDelta | undefined): HourDelta {
  if (!later) return delta;
  const lags = delta.lags.map((count, index) => count + (later.lags[index] ?? 0));
  return { ...delta, received: delta.received + later.received, stored: delta.stored + later.stored, lags };
}
