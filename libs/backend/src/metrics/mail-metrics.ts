import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { accountPhaseSchema } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { FolderEntity } from '../folders/folder.entity';
import { ListenerStatusReader } from '../listener/listener-status-reader';

/** A gauge of the OpenMetrics kind: its value now, by label. */
export interface Gauge {
  name: string;
  help: string;
  values: { labels: Record<string, string>; value: number }[];
}

/** How the mail of the whole installation fares; names no user and no mailbox. */
@Injectable()
export class MailMetrics {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly listener: ListenerStatusReader,
  ) {}

  async read(): Promise<Gauge[]> {
    const { instances, queueDepth } = await this.listener.read();
    const phases = await this.phases();
    const messages = await this.dataSource.getRepository(FolderEntity).sum('messageCount');
    return [
      {
        name: 'mailroom_accounts',
        help: 'Email accounts, by the phase of their synchronisation.',
        values: accountPhaseSchema.options.map((phase) => ({
          labels: { phase },
          value: phases.find((row) => row.phase === phase)?.accounts ?? 0,
        })),
      },
      gauge(
        'mailroom_lag_seconds',
        'The longest time from received to visible among the accounts’ newest messages.',
        Math.max(0, ...phases.map(({ lagMs }) => lagMs)) / 1000,
      ),
      gauge('mailroom_messages', 'Messages in the CRM.', Number(messages ?? 0)),
      gauge('mailroom_listeners', 'Processes that synchronise mailboxes.', instances.length),
      gauge('mailroom_unowned_accounts', 'Accounts that wait for a listener.', queueDepth),
    ];
  }

  private async phases(): Promise<{ phase: string; accounts: number; lagMs: number }[]> {
    const rows = await this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .select('account.phase', 'phase')
      .addSelect('COUNT(*)', 'total')
      .addSelect('MAX(account.lagMs)', 'lag')
      .groupBy('account.phase')
      .getRawMany<{ phase: string; total: string | number; lag: number | null }>();
    return rows.map(({ phase, total, lag }) => ({ phase, accounts: Number(total), lagMs: lag ?? 0 }));
  }
}

const gauge = (name: string, help: string, value: number): Gauge => ({ name, help, values: [{ labels: {}, value }] });
