import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AccountHealth, EmailHealth, EmailHealthQuery, HealthState } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { accountError } from '../accounts/account-view';
import { HostBridge } from '../host-bridge';
import { ReconciliationRepository } from '../reconciliation/reconciliation-repository';
import { list, SqlReader } from '../store/sql-reader';
import { healthState } from './health-state';
import { HealthTotalsReader } from './health-totals-reader';

interface FolderSums {
  account_id: string;
  folders: number | string;
  server: number | string | null;
  imported: number | string;
  skipped: number | string;
  backlog: number | string;
}

/** Every account's state in figures, for administrators: whose mailbox it is and how it fares, and nothing of its emails. */
@Injectable()
export class EmailHealthReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: SqlReader,
    private readonly host: HostBridge,
    private readonly totals: HealthTotalsReader,
    private readonly findings: ReconciliationRepository,
  ) {}

  async page(query: EmailHealthQuery): Promise<EmailHealth> {
    const [totals, rows] = await Promise.all([this.totals.read(), this.find(query)]);
    const shown = rows.slice(0, query.limit);
    return {
      items: await this.describe(shown),
      nextCursor: rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null,
      totals,
    };
  }

  /** One more than the page holds. */
  private find({ state, phase, providerId, q, cursor, limit }: EmailHealthQuery): Promise<{ id: string; state: HealthState }[]> {
    const conditions: string[] = [];
    const parameters: unknown[] = [this.totals.staleBefore(), true];
    const where = (condition: string, value: unknown): void => {
      conditions.push(condition);
      parameters.push(value);
    };
    if (cursor !== undefined) where('id > ?', cursor);
    if (phase !== undefined) where('phase = ?', phase);
    if (providerId !== undefined) where('provider_id = ?', providerId);
    if (q) where(`mailbox_address LIKE ? ESCAPE '!'`, `%${q.toLowerCase().replace(/[!%_]/g, '!$&')}%`);
    if (state !== undefined) where('state = ?', state);
    return this.reader.rows(
      `SELECT id, state FROM (SELECT id, phase, provider_id, mailbox_address, ${healthState} AS state FROM mail_account) accounts
       ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY id LIMIT ${limit + 1}`,
      parameters,
    );
  }

  private async describe(rows: readonly { id: string; state: HealthState }[]): Promise<AccountHealth[]> {
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return [];
    const [accounts, folders, newest, findings] = await Promise.all([
      this.dataSource.getRepository(AccountEntity).find({ where: { id: In(ids) }, relations: { provider: true } }),
      this.folders(ids),
      this.newest(ids),
      this.findings.lastOf(ids),
    ]);
    const owners = await this.host.usersById([...new Set(accounts.map(({ ownerId }) => ownerId))]);
    const accountOf = new Map(accounts.map((account) => [account.id, account]));
    return rows.flatMap(({ id, state }) => {
      const account = accountOf.get(id);
      if (!account) return [];
      const { emailAddress, mailboxAddress, kind, ownerId, providerId, phase, lagMs } = account;
      const sums = folders.get(id);
      return [
        {
          ...{ accountId: id, emailAddress, mailboxAddress, kind, ownerId, providerId, phase, state, lagMs },
          ownerName: owners.get(ownerId)?.displayName ?? null,
          providerName: account.provider?.name ?? null,
          folderCount: Number(sums?.folders ?? 0),
          serverCount: Number(sums?.server ?? 0),
          importedCount: Number(sums?.imported ?? 0),
          skippedCount: Number(sums?.skipped ?? 0),
          backlog: Number(sums?.backlog ?? 0),
          lastMessageAt: moment(newest.get(id) ?? null),
          lastSyncAt: moment(account.lastSyncAt),
          lastError: accountError(account),
          lastReconciliation: findings.get(id) ?? null,
        },
      ];
    });
  }

  /** Of the folders that are imported. */
  private async folders(ids: readonly string[]): Promise<Map<string, FolderSums>> {
    const rows = await this.reader.rows<FolderSums>(
      `SELECT account_id, COUNT(*) AS folders, SUM(server_count) AS server, SUM(message_count) AS imported, SUM(skipped_count) AS skipped,
         SUM(CASE WHEN backfilled_at IS NULL AND server_count > message_count + skipped_count
             THEN server_count - message_count - skipped_count ELSE 0 END) AS backlog
       FROM mail_folder WHERE selected = ? AND account_id IN ${list(ids.length)} GROUP BY account_id`,
      [true, ...ids],
    );
    return new Map(rows.map((row) => [row.account_id, row]));
  }

  private async newest(ids: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.reader.rows<{ id: string; newest: number | string | null }>(
      `SELECT id, (SELECT MAX(received_at) FROM mail_message WHERE mail_message.account_id = mail_account.id) AS newest
       FROM mail_account WHERE id IN ${list(ids.length)}`,
      ids,
    );
    return new Map(rows.flatMap(({ id, newest }) => (newest === null ? [] : [[id, Number(newest)]])));
  }
}

const moment = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
