// Programs that end with this one, however it ends.
import { spawn } from 'node:child_process';

const running = new Set();

/** Starts a program whose output this one reads; what it complains of is shown as it comes. */
export function launch(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Interrupts all that still run; they end what they have started themselves. */
export function endPrograms() {
  for (const child of running) child.kill('SIGINT');
}

process.once('exit', endPrograms);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
