import { parentPort } from 'node:worker_threads';
import type { TaskAnswer, TaskRequest } from './bounded-worker';
import { type MessageTask, messageTasks } from './message-tasks';

/** The script of the thread that reads large messages. */
parentPort?.on('message', ({ task, bytes, rest }: TaskRequest) => {
  parentPort?.postMessage(answer(task as MessageTask, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), rest));
});

function answer(task: MessageTask, raw: Buffer, rest: unknown[]): TaskAnswer {
  const run = messageTasks[task] as (raw: Buffer, ...rest: unknown[]) => unknown;
  try {
    const result = run(raw, ...rest);
    // Whoever asked has the bytes already.
    return { result: task === 'prepare' ? { ...(result as object), raw: null } : result };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
