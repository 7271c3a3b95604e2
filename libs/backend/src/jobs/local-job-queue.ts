import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { firstRetryMs, type Job, jobsAtOnce, longestTries } from './job';
import { JobQueue } from './job-queue';

interface QueuedJob {
  name: string;
  data: object;
  key: string;
}

/** The queue of a single process: it lives in memory, and what it loses with the process is found again at the next start. */
@Injectable()
export class LocalJobQueue extends JobQueue implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly keys = new Set<string>();
  private readonly waiting: QueuedJob[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(@Inject(MAILROOM_OPTIONS) private readonly options: MailroomOptions) {
    super();
  }

  override add<Data extends object>(job: Job<Data>, data: Data, id: string): void {
    const key = `${job.name}:${id}`;
    if (this.stopping.signal.aborted || this.keys.has(key)) return;
    this.keys.add(key);
    this.waiting.push({ name: job.name, data, key });
    this.next();
  }

  override depth(): Promise<number> {
    return Promise.resolve(this.waiting.length);
  }

  override check(): Promise<void> {
    return Promise.resolve();
  }

  onApplicationBootstrap(): void {
    if (!this.options.embeddedListener) return;
    for (const job of this.scheduled) {
      this.add(job, {}, 'scheduled');
      this.timers.push(setInterval(() => this.add(job, {}, 'scheduled'), job.everyMs).unref());
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.running);
  }

  private next(): void {
    if (this.running.size >= jobsAtOnce || this.stopping.signal.aborted) return;
    const job = this.waiting.shift();
    if (!job) return;
    const running = this.work(job).finally(() => {
      this.keys.delete(job.key);
      this.running.delete(running);
      this.next();
    });
    this.running.add(running);
  }

  private async work({ name, data, key }: QueuedJob): Promise<void> {
    const { signal } = this.stopping;
    for (let tries = 1; !signal.aborted; tries++) {
      try {
        await this.perform(name, data, signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.logger.error(`The job ${key} failed: ${String(error)}`);
        if (tries === longestTries) return;
        await sleep(firstRetryMs * 2 ** (tries - 1), undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }
}
