import { InjectQueue, Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job as BullJob, Queue } from 'bullmq';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { RedisConnection } from '../processes/redis-connection';
import { firstRetryMs, type Job, jobsAtOnce, longestTries } from './job';
import { JobQueue } from './job-queue';

export const JOBS = 'jobs';
export const BULL_CONFIG = 'mailroom';

/** How long a question to Redis may take before it counts as not answered. */
const longestAnswerMs = 2_000;

/** The queue of many processes, on BullMQ. Any process adds to it; those with a listener work. */
@Injectable()
export class BullJobQueue extends JobQueue implements OnApplicationBootstrap {
  constructor(
    @Inject(MAILROOM_OPTIONS) private readonly options: MailroomOptions,
    @InjectQueue(JOBS) private readonly queue: Queue,
    private readonly redis: RedisConnection,
  ) {
    super();
    // Whether Redis can be reached is told by its connection, once and not at every attempt.
    queue.on('error', () => undefined);
  }

  override add<Data extends object>(job: Job<Data>, data: Data, id: string): void {
    const options = {
      jobId: `${job.name}-${id}`,
      attempts: longestTries,
      backoff: { type: 'exponential', delay: firstRetryMs },
      // A job that is remembered could not be queued again.
      ...{ removeOnComplete: true, removeOnFail: true },
    };
    this.queue.add(job.name, data, options).catch((error: unknown) => {
      this.logger.warn(`The job ${options.jobId} could not be queued, and is found again later: ${String(error)}`);
    });
  }

  override async depth(): Promise<number> {
    await this.check();
    const [jobs, scheduled] = await Promise.all([
      this.queue.getJobCountByTypes('waiting', 'delayed', 'prioritized'),
      // Each has its next run among the delayed jobs; while that runs, among none.
      this.queue.getJobSchedulersCount(),
    ]);
    return Math.max(0, jobs - scheduled);
  }

  override async check(): Promise<void> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('Redis does not answer.')), longestAnswerMs).unref();
    });
    await Promise.race([this.redis.check(), late]);
  }

  /** Does a job that a worker was given. */
  work({ name, data }: BullJob<object>, signal: AbortSignal): Promise<void> {
    return this.perform(name, data, signal);
  }

  failed(job: BullJob | undefined, error: Error): void {
    this.logger.error(`The job ${job?.id ?? '?'} failed: ${error.message}`);
  }

  onApplicationBootstrap(): void {
    if (!this.options.embeddedListener) return;
    for (const { name, everyMs } of this.scheduled) {
      const template = { name, opts: { removeOnComplete: true, removeOnFail: true } };
      this.queue.upsertJobScheduler(name, { every: everyMs ?? 0 }, template).catch((error: unknown) => {
        this.logger.error(`The job ${name} could not be scheduled: ${String(error)}`);
      });
    }
  }
}

/** Works in processes with a listener. */
@Processor({ name: JOBS, configKey: BULL_CONFIG }, { autorun: false, concurrency: jobsAtOnce })
export class BullJobWorker extends WorkerHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(MAILROOM_OPTIONS) private readonly options: MailroomOptions,
    private readonly queue: BullJobQueue,
  ) {
    super();
  }

  override process(job: BullJob<object>): Promise<void> {
    return this.queue.work(job, this.stopping.signal);
  }

  onApplicationBootstrap(): void {
    this.worker.on('error', () => undefined);
    if (!this.options.embeddedListener) return;
    this.worker.on('failed', (job, error) => {
      this.queue.failed(job, error);
    });
    void this.worker.run();
  }

  /** What is under way is given back to the queue: it fails, and another process tries it. */
  beforeApplicationShutdown(): void {
    this.stopping.abort(new Error('The process ends.'));
  }
}
