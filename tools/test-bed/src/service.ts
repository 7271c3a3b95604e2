import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort, type Usage } from './program';

interface Recipe {
  /** The Debian package, and the user that it runs as; `null`: as whoever starts it. */
  package: string;
  user: string | null;
  prepare?: (place: Place) => void;
  command: (place: Place) => [program: string, args: string[]];
  /** Throws while it takes connections but answers none yet. */
  ask?: (place: Place) => void;
  finish?: (place: Place) => void;
}

interface Place {
  directory: string;
  port: number;
  run: (program: string, args: string[]) => void;
}

const debianPostgres = '/usr/lib/postgresql';
const postgresProgram = (name: string): string =>
  existsSync(debianPostgres) ? path.join(debianPostgres, readdirSync(debianPostgres).at(-1) ?? '', 'bin', name) : name;

const recipes = {
  postgres: {
    package: 'postgresql',
    user: 'postgres',
    prepare: ({ directory, run }) => {
      const data = path.join(directory, 'data');
      run(postgresProgram('initdb'), ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync']);
    },
    command: ({ directory, port }) => [
      postgresProgram('postgres'),
      ['-D', path.join(directory, 'data'), '-p', String(port), '-k', directory, '-h', '127.0.0.1', '-c', 'max_connections=200'],
    ],
    ask: ({ directory, port, run }) => {
      run(postgresProgram('pg_isready'), ['-h', directory, '-p', String(port)]);
    },
    finish: ({ directory, port, run }) => {
      run(postgresProgram('createdb'), ['-h', directory, '-p', String(port), '-U', 'postgres', 'crm']);
    },
  },
  redis: {
    package: 'redis-server',
    user: null,
    // What BullMQ asks for: no key is ever evicted.
    command: ({ directory, port }) => [
      'redis-server',
      [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        directory,
        '--save',
        '',
        '--appendonly',
        'yes',
        '--maxmemory-policy',
        'noeviction',
      ],
    ],
  },
} satisfies Record<string, Recipe>;

/** A PostgreSQL or Redis of its own, on loopback, which keeps its data until it is stopped. */
export class Service {
  private constructor(
    private readonly recipe: Recipe,
    private readonly place: Place,
    private child: ChildProcess,
  ) {}

  static async start(name: keyof typeof recipes): Promise<Service> {
    const recipe: Recipe = recipes[name];
    const directory = mkdtempSync(path.join(os.tmpdir(), `mailroom-${name}-`));
    // These refuse to run as root, which starts them as the user that their package has made.
    const identity = identityOf(recipe);
    if (identity.uid !== undefined && identity.gid !== undefined) chownSync(directory, identity.uid, identity.gid);
    const place: Place = {
      directory,
      port: await freePort(),
      run: (program, args) => void execFileSync(program, args, { cwd: directory, ...identity, stdio: 'pipe' }),
    };
    try {
      recipe.prepare?.(place);
      const service = new Service(recipe, place, await launch(recipe, place, identity));
      recipe.finish?.(place);
      return service;
    } catch (error) {
      throw new Error(`${recipe.package} could not be started; on Debian, apt-get install ${recipe.package} brings it.`, { cause: error });
    }
  }

  get port(): number {
    return this.place.port;
  }

  /** Ends at once, as a crash would, and starts again on the same data. */
  async crashAndRestart(): Promise<void> {
    // PostgreSQL's children end by themselves when it is told to stop immediately.
    await this.end(this.recipe.user === null ? 'SIGKILL' : 'SIGQUIT');
    this.child = await launch(this.recipe, this.place, identityOf(this.recipe));
  }

  /** CPU of it and its children so far, of those that have ended too, where the system tells (Linux). */
  usage(): Pick<Usage, 'cpuSeconds'> {
    const pid = String(this.child.pid);
    const family = execFileSync('ps', ['-o', 'pid=', '--pid', pid, '--ppid', pid], { encoding: 'utf8' }).trim().split(/\s+/);
    const own = family.reduce((sum, member) => sum + ticks(member).own, 0);
    return { cpuSeconds: (own + ticks(pid).ended) / ticksPerSecond };
  }

  async stop(): Promise<void> {
    await this.end(this.recipe.user === null ? 'SIGTERM' : 'SIGINT');
    rmSync(this.place.directory, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}

async function launch(recipe: Recipe, place: Place, identity: object): Promise<ChildProcess> {
  const [program, args] = recipe.command(place);
  const child = spawn(program, args, { cwd: place.directory, ...identity, stdio: 'ignore' });
  let failure: Error | null = null;
  child.once('error', (error) => (failure = error));
  while (!(await accepts(place.port)) || !answers(recipe, place)) {
    if (failure) throw failure as Error;
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode} before it took connections.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

function answers({ ask }: Recipe, place: Place): boolean {
  try {
    ask?.(place);
    return true;
  } catch {
    return false;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket
      .on('error', () => resolve(false))
      .on('connect', () => {
        socket.destroy();
        resolve(true);
      });
  });
}

/** Who it runs as, when that is not whoever starts it. */
function identityOf({ user }: Recipe): { uid?: number; gid?: number } {
  if (user === null || process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, user]));
  return { uid: id('-u'), gid: id('-g') };
}

/** What Linux counts processor time in (`USER_HZ`). */
const ticksPerSecond = 100;

/** A process's own time and that of its children that have ended; none of a process that has ended meanwhile. `man proc_pid_stat` */
function ticks(pid: string): { own: number; ended: number } {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return { own: 0, ended: 0 };
  const stat = readFileSync(file, 'utf8');
  // The name, in brackets, may have spaces; the state follows it as the third field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
  return { own: (user ?? 0) + (system ?? 0), ended: (endedUser ?? 0) + (endedSystem ?? 0) };
}
