import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Measurement } from './measurement';

/** What a worker reads: one folder of one simulated mailbox. */
export interface WorkerTask {
  /** Of the EWS endpoint. */
  url: string;
  serviceAddress: string;
  mailbox: string;
  password: string;
  /** Whether the peer also asks for what a list of emails shows. */
  listProperties?: boolean;
  /** Whether the peer lets the server compress its answers, as it does by itself. Mailroom asks for no compression. */
  compression?: boolean;
}

/** Runs `workers/<name>.js` in a process of its own and gives what it measured. */
export async function runWorker(name: string, task: WorkerTask): Promise<Measurement> {
  const child = spawn(process.execPath, [path.join(__dirname, 'workers', `${name}.js`), JSON.stringify(task)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const outcome = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])]);
  const measurement = outcome[0] as Measurement | null;
  if (!measurement) throw new Error(`The worker ${name} ended without a result.`);
  return measurement;
}

/** In a worker: its task. */
export function workerTask(): WorkerTask {
  return JSON.parse(process.argv[2] ?? '{}') as WorkerTask;
}

/** A worker's last act. */
export function report(measurement: Measurement): void {
  process.send?.(measurement, () => process.exit(0));
}
