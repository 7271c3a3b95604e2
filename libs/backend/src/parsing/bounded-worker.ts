import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Mutex } from '../sync/mutex';

/** A task did not end within its bounds on time and memory. */
export class TooCostlyError extends Error {
  override readonly name = 'TooCostlyError';
}

/** What one task may take. */
export interface TaskLimits {
  milliseconds: number;
  /** Of JavaScript's heap; bytes that are handed over are not counted. */
  megabytes: number;
}

/** What the thread's script is sent for a task. */
export interface TaskRequest {
  task: string;
  bytes: Uint8Array;
  rest: unknown[];
}

/** What it answers. */
export type TaskAnswer = { result: unknown } | { failure: string };

/**
 * A thread beside the event loop, which does one task after another. A task that exceeds its limits ends, and its thread with it; the
 * next one begins in a new thread. The thread is started when it is first needed, and keeps no process alive.
 */
export class BoundedWorker {
  private readonly turns = new Mutex();
  private worker: Worker | null = null;

  constructor(
    private readonly script: string,
    private readonly limits: TaskLimits,
  ) {}

  /** @throws TooCostlyError */
  run(task: string, bytes: Buffer, ...rest: unknown[]): Promise<unknown> {
    return this.turns.run(() => this.ask(task, bytes, rest));
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private async ask(task: string, bytes: Buffer, rest: unknown[]): Promise<unknown> {
    const worker = (this.worker ??= this.start());
    // A copy that is handed over whole: the bytes may be a small view of something large.
    const copy = Uint8Array.from(bytes);
    try {
      const answer = this.answerOf(worker);
      worker.postMessage({ task, bytes: copy, rest } satisfies TaskRequest, [copy.buffer]);
      return await answer;
    } catch (error) {
      // It may still be at it.
      await this.close();
      throw error;
    }
  }

  private async answerOf(worker: Worker): Promise<unknown> {
    const { milliseconds, megabytes } = this.limits;
    const over = new AbortController();
    const timer = setTimeout(() => {
      over.abort();
    }, milliseconds);
    try {
      // Rejects with the thread's error, too.
      const [answer] = (await once(worker, 'message', { signal: over.signal })) as [TaskAnswer];
      if ('failure' in answer) throw new Error(answer.failure);
      return answer.result;
    } catch (error) {
      if (over.signal.aborted) throw new TooCostlyError(`It was not read within ${milliseconds / 1000} s.`);
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      throw new TooCostlyError(`It was not read within ${megabytes} MB of memory.`);
    } finally {
      clearTimeout(timer);
    }
  }

  private start(): Worker {
    const worker = new Worker(this.script, { resourceLimits: { maxOldGenerationSizeMb: this.limits.megabytes } });
    worker.unref();
    // Whoever waits for an answer hears of it; without a listener it would end the process.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = null;
    });
    return worker;
  }
}
