import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import readline from 'node:readline';

const root = path.resolve(__dirname, '../../..');

/** As the npm scripts and the images start a program that imports mail; see the operations guide. */
const youngGeneration = '--max-semi-space-size=64';

/** What a process has used: CPU of all its threads in seconds, and the most memory that it ever held. */
export interface Usage {
  cpuSeconds: number;
  peakRssBytes: number;
}

/** The same, with the memory that it holds now: resident, and what JavaScript uses of it. */
export interface UsageNow extends Usage {
  rssBytes: number;
  heapBytes: number;
}

/** A built program of this workspace in a process of its own. */
export class Program {
  private readonly lines: string[] = [];

  private constructor(private readonly child: ChildProcess) {}

  /**
   * Starts it and waits for the first line of output that `isReady` accepts; gives that line.
   * @param signal kills it while it starts, which rejects
   */
  static async start(
    script: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    isReady: (line: string) => boolean,
    signal?: AbortSignal,
  ): Promise<{ program: Program; line: string }> {
    const child = spawn(
      process.execPath,
      [
        ...(script.startsWith('apps/') ? [youngGeneration] : []),
        '--require',
        path.join(root, 'tools/test-bed/dist/report-usage.js'),
        path.join(root, script),
        ...args,
      ],
      {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const program = new Program(child);
    const kill = (): boolean => child.kill('SIGKILL');
    signal?.addEventListener('abort', kill, { once: true });
    const ready = new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        if (!stream) continue;
        readline.createInterface({ input: stream }).on('line', (line) => {
          program.lines.push(line);
          if (isReady(line)) resolve(line);
        });
      }
      child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready:\n${program.output}`)));
    });
    try {
      return { program, line: await ready };
    } finally {
      signal?.removeEventListener('abort', kill);
    }
  }

  /** Everything that it has printed. */
  get output(): string {
    return this.lines.join('\n');
  }

  /** @param collected after a garbage collection */
  async usage(collected = false): Promise<UsageNow> {
    const answer = once(this.child, 'message');
    this.child.send(collected ? 'collected-usage' : 'usage');
    const [usage] = (await answer) as [UsageNow];
    return usage;
  }

  /** Asks it to end, and waits until it has. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** As a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Of a process that is still there. */
  signal(signal: NodeJS.Signals): void {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

/** A port of loopback that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
