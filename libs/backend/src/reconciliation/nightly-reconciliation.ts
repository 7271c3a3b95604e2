import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { AccountEntity, type ConnectedAccount, isConnected } from '../accounts/account.entity';
import type { Job } from '../jobs/job';
import { JobQueue } from '../jobs/job-queue';
import { SqlReader } from '../store/sql-reader';
import { MailboxRunners } from '../sync/mailbox-runners';
import { lastSlot } from './nightly-slot';
import { Reconciler } from './reconciler';
import { isClean, ReconciliationRepository } from './reconciliation-repository';
import { byNight } from './repair-order';

/** Looks for accounts whose turn has come; one process of all does it at a time. */
const nightly: Job = { name: 'reconcile-nightly', everyMs: 10 * 60_000 };

/** Accounts that are looked at in one go; the next goes on. */
const atOnce = 2_000;

/** What differs for so long is no mail on its way. */
const patienceMs = 5_000;

/**
 * Compares every mailbox with its server once a night, each at a moment of its own, and one at a time of each server. What
 * is missing is brought back; what is surplus is only reported, since a list that is too short would remove good mail.
 */
@Injectable()
export class NightlyReconciliation {
  private readonly logger = new Logger(NightlyReconciliation.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: SqlReader,
    private readonly reconciler: Reconciler,
    private readonly findings: ReconciliationRepository,
    private readonly runners: MailboxRunners,
    jobs: JobQueue,
  ) {
    jobs.handle(nightly, (_, { signal }) => this.run(new Date(), signal));
  }

  /** Compares the accounts whose moment of this night has passed. */
  async run(now: Date, signal: AbortSignal): Promise<void> {
    const lines = new Map<string, ConnectedAccount[]>();
    for (const account of await this.due(now)) lines.set(account.providerId, [...(lines.get(account.providerId) ?? []), account]);
    await Promise.all(
      [...lines.values()].map(async (accounts) => {
        for (const account of accounts) {
          signal.throwIfAborted();
          await this.compare(account, signal);
        }
      }),
    );
  }

  private async due(now: Date): Promise<ConnectedAccount[]> {
    const rows = await this.reader.rows<{ id: string; last: number | string }>(
      `SELECT mail_account.id AS id, COALESCE(finished_at, mail_account.created_at) AS last FROM mail_account
       LEFT JOIN mail_reconciliation ON account_id = mail_account.id
       WHERE phase = 'live' AND COALESCE(finished_at, mail_account.created_at) < ? ORDER BY last LIMIT ${atOnce}`,
      [now.getTime() - 60 * 60_000],
    );
    const due = rows.filter(({ id, last }) => Number(last) < lastSlot(id, now).getTime()).map(({ id }) => id);
    return (await this.dataSource.getRepository(AccountEntity).findBy({ id: In(due) })).filter(isConnected);
  }

  private async compare(account: ConnectedAccount, signal: AbortSignal): Promise<void> {
    try {
      let comparison = await this.reconciler.compare(account, signal);
      if (!isClean(comparison)) {
        await sleep(patienceMs, undefined, { signal, ref: false });
        comparison = await this.reconciler.compare(account, signal);
      }
      await this.findings.record(account, { trigger: 'nightly', repair: 'none', counts: comparison });
      if (isClean(comparison)) return;
      const { missingCount, surplusCount, readFlagCount, indexCount } = comparison;
      this.logger.warn(
        `Account ${account.id} differs from its mailbox: ${missingCount} missing, ${surplusCount} surplus, ${readFlagCount} read flags, ${indexCount} not findable.`,
      );
      this.runners.repair(account.id, byNight);
    } catch (error) {
      signal.throwIfAborted();
      // A server that cannot be reached is the synchronisation's to report; the next night is another.
      this.logger.warn(`Account ${account.id} could not be compared: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
