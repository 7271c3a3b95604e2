import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { BULL_CONFIG, BullJobQueue, BullJobWorker, JOBS } from '../jobs/bull-job-queue';
import { JobQueue } from '../jobs/job-queue';
import { LocalJobQueue } from '../jobs/local-job-queue';
import { LocalNotices, Notices } from './notice';
import { REDIS_URL, RedisConnection } from './redis-connection';
import { RedisNotices } from './redis-notices';
import { RedisServerGate } from './redis-server-gate';
import { defaultServerLimits, LocalServerGate, ServerGate } from './server-gate';

/** What processes share besides the database: jobs, notices, and what mail servers ask of all of them. */
@Module({})
export class ProcessesModule {
  /** @param redisUrl `undefined`: this process is the only one */
  static with(redisUrl: string | undefined): DynamicModule {
    const shared = { module: ProcessesModule, global: true, exports: [JobQueue, Notices, ServerGate] };
    if (redisUrl === undefined) {
      return {
        ...shared,
        providers: [
          { provide: JobQueue, useClass: LocalJobQueue },
          { provide: Notices, useClass: LocalNotices },
          { provide: ServerGate, useFactory: () => new LocalServerGate() },
        ],
      };
    }
    return {
      ...shared,
      imports: [
        BullModule.forRoot(BULL_CONFIG, { connection: { url: redisUrl }, prefix: 'mailroom' }),
        BullModule.registerQueue({ name: JOBS, configKey: BULL_CONFIG }),
      ],
      providers: [
        { provide: REDIS_URL, useValue: redisUrl },
        RedisConnection,
        BullJobQueue,
        BullJobWorker,
        { provide: JobQueue, useExisting: BullJobQueue },
        { provide: Notices, useClass: RedisNotices },
        {
          provide: ServerGate,
          inject: [RedisConnection],
          useFactory: (redis: RedisConnection) => new RedisServerGate(redis, defaultServerLimits),
        },
      ],
    };
  }
}
