import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';

const main = path.resolve(__dirname, '../../../apps/host-api/dist/main.js');
const readyLine = /^Mailroom is ready at (http\S+)/;
/** The host ends by itself well before; a hanging one must not keep the terminal. */
const patienceMs = 9_000;

/** The reference CRM in a process of its own. Its output is ours, save for the line that says it is ready. */
export class Host {
  private constructor(
    readonly origin: string,
    readonly readyMessage: string,
    /** Its exit code, when it ends. */
    readonly ended: Promise<number>,
  ) {}

  /** Resolves when it can be used; `null` when it ended before. */
  static async start(environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Host | null> {
    const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));
    signal.addEventListener('abort', () => void end(child, ended), { once: true });
    const ready = new Promise<Host>((resolve) => {
      readline.createInterface({ input: child.stdout }).on('line', (line) => {
        const origin = readyLine.exec(line)?.[1];
        if (origin === undefined) process.stdout.write(`${line}\n`);
        else resolve(new Host(origin, line, ended));
      });
    });
    return Promise.race([ready, ended.then(() => null)]);
  }
}

async function end(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(impatience);
}
