import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { accountPhaseSchema } from '@mailroom/contract';
import { Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { ArrivalMeter } from '../health/arrival-meter';
import { HealthTotalsReader } from '../health/health-totals-reader';
import { ListenerStatusReader } from '../listener/listener-status-reader';
import { ReconciliationEntity } from '../reconciliation/reconciliation.entity';

/** How the mail of the whole installation fares, for Prometheus; names no user and no mailbox. */
@Injectable()
export class MailMetrics {
  /** A host may register its own figures beside these. */
  readonly registry = new Registry();
  private readonly accounts = this.gauge('mailroom_accounts', 'Email accounts, by the phase of their synchronisation.', ['phase']);
  private readonly states = this.gauge('mailroom_account_states', 'Email accounts, by how they fare.', ['state']);
  private readonly lag = this.gauge(
    'mailroom_lag_seconds',
    'The longest time from received to visible among the accounts’ newest messages.',
  );
  private readonly messages = this.gauge('mailroom_messages', 'Messages in the CRM.');
  private readonly skipped = this.gauge('mailroom_skipped_messages', 'Messages in the exclusion ledger.');
  private readonly backlog = this.gauge('mailroom_backlog_messages', 'Messages that imports have still to fetch.');
  private readonly unaccounted = this.gauge(
    'mailroom_unaccounted_messages',
    'Messages of folders at rest that are neither in the CRM nor in the exclusion ledger. Anything but 0 is wrong.',
  );
  private readonly differences = this.gauge(
    'mailroom_reconciliation_differences',
    'What the newest comparison of each mailbox found and nobody has mended, by kind.',
    ['kind'],
  );
  private readonly listeners = this.gauge('mailroom_listeners', 'Processes that synchronise mailboxes.');
  private readonly unowned = this.gauge('mailroom_unowned_accounts', 'Accounts and jobs that wait for a listener.');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly listener: ListenerStatusReader,
    private readonly totals: HealthTotalsReader,
    arrivals: ArrivalMeter,
  ) {
    this.registry.registerMetric(arrivals.histogram);
  }

  /** The figures in the Prometheus text format; its type is `registry.contentType`. */
  async text(): Promise<string> {
    await Promise.all([this.readListener(), this.readPhases(), this.readTotals(), this.readDifferences()]);
    return this.registry.metrics();
  }

  private async readListener(): Promise<void> {
    const { instances, queueDepth } = await this.listener.read();
    this.listeners.set(instances.length);
    this.unowned.set(queueDepth);
  }

  private async readTotals(): Promise<void> {
    const { byState, importedCount, skippedCount, backlog, unaccountedCount } = await this.totals.read();
    for (const [state, accounts] of Object.entries(byState)) this.states.set({ state }, accounts);
    this.messages.set(importedCount);
    this.skipped.set(skippedCount);
    this.backlog.set(backlog);
    this.unaccounted.set(unaccountedCount);
  }

  private async readPhases(): Promise<void> {
    const rows = await this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .select('account.phase', 'phase')
      .addSelect('COUNT(*)', 'total')
      .addSelect('MAX(account.lagMs)', 'lag')
      .groupBy('account.phase')
      .getRawMany<{ phase: string; total: string | number; lag: number | null }>();
    for (const phase of accountPhaseSchema.options) {
      this.accounts.set({ phase }, Number(rows.find((row) => row.phase === phase)?.total ?? 0));
    }
    this.lag.set(Math.max(0, ...rows.map(({ lag }) => lag ?? 0)) / 1000);
  }

  private async readDifferences(): Promise<void> {
    const row = await this.dataSource
      .createQueryBuilder(ReconciliationEntity, 'finding')
      .select('SUM(finding.missingCount)', 'missing')
      .addSelect('SUM(finding.surplusCount)', 'surplus')
      .addSelect('SUM(finding.readFlagCount)', 'read-flag')
      .addSelect('SUM(finding.indexCount)', 'index')
      .where(`finding.repair = 'none'`)
      .getRawOne<Record<string, number | string | null>>();
    for (const kind of ['missing', 'surplus', 'read-flag', 'index']) this.differences.set({ kind }, Number(row?.[kind] ?? 0));
  }

  private gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
