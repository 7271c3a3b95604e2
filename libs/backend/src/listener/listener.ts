import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThan, type QueryRunner } from 'typeorm';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { LeaseRepository } from '../sync/lease-repository';
import { MailboxRunners } from '../sync/mailbox-runners';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import type { Job } from '../jobs/job';
import { JobQueue } from '../jobs/job-queue';
import { OutboxRepository } from '../events/outbox-repository';
import { ListenerInstanceEntity } from './listener-instance.entity';
import { OutgoingQueue } from '../emails/sending/outgoing-queue';

/** How long mailboxes may take to let go when the process ends. */
const longestStopMs = 5_000;

/** A listener that died is remembered for so long: by then nobody asks what became of it. */
const deadRememberedMs = 60 * 60_000;

/** Clears away what nobody can ask for any more. */
const tidy: Job = { name: 'tidy', everyMs: 60 * 60_000 };

/**
 * The heartbeat of a process that synchronises mailboxes: it shows itself, by which it keeps its leases. Beside that it looks for accounts
 * that nobody has, for a fair share of all, and for emails that other processes have queued: however long this takes, the heart beats on, by
 * a connection of its own, so that a process with much to do is not taken for dead and given even more.
 */
@Injectable()
export class Listener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Listener.name);
  private readonly stopping = new AbortController();
  private beating: Promise<unknown> = Promise.resolve();
  private connection: QueryRunner | null = null;

  constructor(
    @Inject(MAILROOM_OPTIONS) private readonly options: MailroomOptions,
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly leases: LeaseRepository,
    private readonly runners: MailboxRunners,
    private readonly queue: OutgoingQueue,
    private readonly outbox: OutboxRepository,
    jobs: JobQueue,
  ) {
    jobs.handle(tidy, () => this.tidy(Date.now()));
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.embeddedListener) return;
    // On SQLite this process is the only one, so those before it are gone.
    if (this.dataSource.options.type === 'better-sqlite3') await this.leases.buryOwners();
    await this.beat();
    await this.lookAround();
    const beat = this.repeat(() => this.beat(), 'The heartbeat failed and is tried again');
    const lookAround = this.repeat(() => this.lookAround(), 'What waits for a listener is looked for again');
    this.beating = Promise.all([beat, lookAround]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.options.embeddedListener) return;
    this.stopping.abort();
    await this.beating;
    await Promise.race([this.runners.stopAll(), sleep(longestStopMs, undefined, { ref: false })]);
    await this.dataSource.getRepository(ListenerInstanceEntity).delete({ id: this.runners.owner });
    await this.connection?.release();
  }

  private async repeat(action: () => Promise<void>, failure: string): Promise<void> {
    for (;;) {
      try {
        await sleep(this.settings.heartbeatMs, undefined, { signal: this.stopping.signal, ref: false });
      } catch {
        return;
      }
      await action().catch((error: unknown) => {
        this.logger.error(`${failure}: ${String(error)}`);
      });
    }
  }

  private async beat(): Promise<void> {
    const now = Date.now();
    const connection = (this.connection ??= this.dataSource.createQueryRunner());
    try {
      const instances = connection.manager.getRepository(ListenerInstanceEntity);
      const known = await instances.update({ id: this.runners.owner }, { heartbeatAt: now, accounts: this.runners.size });
      if (known.affected === 0) {
        await instances.insert({ id: this.runners.owner, version: this.options.version, accounts: 0, startedAt: now, heartbeatAt: now });
      }
    } catch (error) {
      this.connection = null;
      await connection.release().catch(() => undefined);
      throw error;
    }
  }

  private async lookAround(): Promise<void> {
    await this.runners.renew();
    await this.runners.claim();
    await this.runners.shareOut();
    for (const accountId of await this.queue.accountsWithDue(Date.now())) this.runners.sendHere(accountId);
  }

  private async tidy(now: number): Promise<void> {
    await this.outbox.purge(now);
    await this.dataSource.getRepository(ListenerInstanceEntity).delete({ heartbeatAt: LessThan(now - deadRememberedMs) });
  }
}
