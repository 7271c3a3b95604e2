import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ListenerStatus } from '@mailroom/contract';
import { DataSource, MoreThan } from 'typeorm';
import { LeaseRepository } from '../sync/lease-repository';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { ListenerInstanceEntity } from './listener-instance.entity';

/** Whether anybody synchronises mailboxes; also what a host's readiness check asks. */
@Injectable()
export class ListenerStatusReader {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly leases: LeaseRepository,
  ) {}

  async read(): Promise<ListenerStatus> {
    const now = Date.now();
    const instances = await this.dataSource
      .getRepository(ListenerInstanceEntity)
      .find({ where: { heartbeatAt: MoreThan(now - this.settings.leaseMs) }, order: { startedAt: 'ASC' } });
    const queueDepth = await this.leases.countUnowned(now);
    const waiting = await this.leases.countUnowned(now - 2 * this.settings.leaseMs);
    return {
      status: instances.length === 0 ? 'stopped' : waiting > 0 ? 'degraded' : 'running',
      instances: instances.map(({ id, startedAt, accounts, version }) => ({
        ...{ id, accounts, version },
        startedAt: new Date(startedAt).toISOString(),
      })),
      queueDepth,
    };
  }
}
