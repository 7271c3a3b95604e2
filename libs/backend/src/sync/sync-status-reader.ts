import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FolderSyncStatus, SyncStatus } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import type { AccountEntity } from '../accounts/account.entity';
import { accountError } from '../accounts/account-view';
import { folderBacklog, folderStatus } from '../folders/folder-status';
import { FolderEntity } from '../folders/folder.entity';
import { HealthHours } from '../health/health-hours';
import { ProviderEntity } from '../providers/provider.entity';
import { ReconciliationRepository } from '../reconciliation/reconciliation-repository';
import { ProgressMeter } from './progress-meter';

/** Where an account's synchronisation stands, in figures. */
@Injectable()
export class SyncStatusReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly meter: ProgressMeter,
    private readonly hours: HealthHours,
    private readonly findings: ReconciliationRepository,
  ) {}

  async of(account: AccountEntity): Promise<SyncStatus> {
    const rows = await this.dataSource.getRepository(FolderEntity).find({ where: { accountId: account.id }, order: { path: 'ASC' } });
    const folders = rows.map(folderStatus);
    const selected = folders.filter((folder) => folder.selected);
    const backlog = rows.reduce((sum, folder) => sum + folderBacklog(folder), 0);
    const messagesPerSecond = this.meter.messagesPerSecond(account.id);
    return {
      accountId: account.id,
      phase: account.phase,
      receive: await this.receives(account),
      serverCount: sumOf(selected, 'serverCount'),
      importedCount: sumOf(selected, 'importedCount'),
      skippedCount: sumOf(selected, 'skippedCount'),
      folders,
      backlog,
      messagesPerSecond: messagesPerSecond === null ? null : Math.round(messagesPerSecond * 10) / 10,
      eta: backlog > 0 && messagesPerSecond ? new Date(Date.now() + (backlog * 1_000) / messagesPerSecond).toISOString() : null,
      lagMs: account.lagMs,
      freshness: await this.hours.freshness(account.id),
      lastReconciliation: await this.findings.last(account.id),
      lastError: accountError(account),
      lastSyncAt: account.lastSyncAt === null ? null : new Date(account.lastSyncAt).toISOString(),
    };
  }

  /** Asks for the provider only where it was not loaded with the account. */
  private async receives({ providerId, provider }: AccountEntity): Promise<boolean> {
    if (provider !== undefined || providerId === null) return provider?.receive ?? false;
    return this.dataSource.getRepository(ProviderEntity).existsBy({ id: providerId, receive: true });
  }
}

function sumOf(folders: readonly FolderSyncStatus[], count: 'serverCount' | 'importedCount' | 'skippedCount'): number {
  return folders.reduce((sum, folder) => sum + (folder[count] ?? 0), 0);
}
