import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ListenerStatus } from '@mailroom/contract';
import { DataSource, MoreThan } from 'typeorm';
import { JobQueue } from '../jobs/job-queue';
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
    private readonly jobs: JobQueue,
  ) {}

  async read(): Promise<ListenerStatus> {
    const now = Date.now();
    const instances = await this.dataSource
      .getRepository(ListenerInstanceEntity)
      .find({ where: { heartbeatAt: MoreThan(now - this.settings.leaseMs) }, order: { startedAt: 'ASC' } });
    const { leaseMs } = this.settings;
    const unowned = await this.leases.countUnowned(now, now - leaseMs);
    const waiting = unowned === 0 ? 0 : await this.leases.countUnowned(now - 2 * leaseMs, now - 3 * leaseMs);
    return {
      status: instances.length === 0 ? 'stopped' : waiting > 0 ? 'degraded' : 'running',
      instances: instances.map(({ id, startedAt, accounts, version }) => ({
        ...{ id, accounts, version },
        startedAt: new Date(startedAt).toISOString(),
      })),
      queueDepth: unowned + (await this.jobsWaiting()),
    };
  }

  /** Throws when the job queue cannot be reached. */
  checkQueue(): Promise<void> {
    return this.jobs.check();
  }

  /** A queue that cannot be reached is told by the readiness check; the mailboxes' figures stay useful. */
  private async jobsWaiting(): Promise<number> {
    return this.jobs.depth().catch(() => 0);
  }
}
