import { Logger } from '@nestjs/common';
import type { Job, JobHandler } from './job';

/** Work that outlives the request which asked for it. The same jobs run in this process, or in any listener through Redis. */
export abstract class JobQueue {
  protected readonly logger = new Logger(JobQueue.name);
  private readonly handlers = new Map<string, { job: Job; handler: JobHandler<never> }>();

  /** Says what does a job; before the application has started. */
  handle<Data extends object>(job: Job<Data>, handler: JobHandler<Data>): void {
    this.handlers.set(job.name, { job, handler });
  }

  /**
   * Queues a job, and returns at once. Never fails: what a queue that cannot be reached does not take is found again in the
   * database.
   * @param id while one of this id waits or is being done, it is the same job
   */
  abstract add<Data extends object>(job: Job<Data>, data: Data, id: string): void;

  /** How many jobs wait. */
  abstract depth(): Promise<number>;

  /** @throws when the queue cannot be reached */
  abstract check(): Promise<void>;

  protected get scheduled(): Job[] {
    return [...this.handlers.values()].map(({ job }) => job).filter(({ everyMs }) => everyMs !== undefined);
  }

  /** @throws whatever the job's handler throws; also for a job that a newer version has queued */
  protected async perform(name: string, data: object, signal: AbortSignal): Promise<void> {
    const known = this.handlers.get(name);
    if (!known) throw new Error(`This version knows no job “${name}”.`);
    await (known.handler as JobHandler<object>)(data, { signal });
  }
}
