import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { SyncStatus } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import type { AccountEntity } from '../accounts/account.entity';
import { accountError } from '../accounts/account-view';
import { FolderEntity } from '../folders/folder.entity';
import { ProviderEntity } from '../providers/provider.entity';
import { ProgressMeter } from './progress-meter';

/** Where an account's synchronisation stands, in figures. */
@Injectable()
export class SyncStatusReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly meter: ProgressMeter,
  ) {}

  async of(account: AccountEntity): Promise<SyncStatus> {
    const selected = await this.dataSource
      .getRepository(FolderEntity)
      .find({ where: { accountId: account.id, selected: true }, order: { path: 'ASC' } });
    const folders = selected.map(({ id, path, serverCount, messageCount, skippedCount }) => ({
      ...{ id, path, serverCount, skippedCount },
      importedCount: messageCount,
    }));
    const left = selected
      .filter(({ backfilledAt }) => backfilledAt === null)
      .reduce((sum, { serverCount, messageCount, skippedCount }) => sum + Math.max(0, (serverCount ?? 0) - messageCount - skippedCount), 0);
    const messagesPerSecond = this.meter.messagesPerSecond(account.id);
    return {
      accountId: account.id,
      phase: account.phase,
      receive: await this.receives(account),
      serverCount: folders.reduce((sum, { serverCount }) => sum + (serverCount ?? 0), 0),
      importedCount: folders.reduce((sum, { importedCount }) => sum + importedCount, 0),
      skippedCount: folders.reduce((sum, { skippedCount }) => sum + skippedCount, 0),
      folders,
      messagesPerSecond: messagesPerSecond === null ? null : Math.round(messagesPerSecond * 10) / 10,
      eta: left > 0 && messagesPerSecond ? new Date(Date.now() + (left * 1_000) / messagesPerSecond).toISOString() : null,
      lagMs: account.lagMs,
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
