import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ApiClient } from './api-client';
import { Product } from './product';
import { freePort, Program, type Usage } from './program';
import { Service } from './service';

/** A listener in a process of its own. */
export class ListenerProcess {
  constructor(
    private readonly program: Program,
    readonly healthUrl: string,
  ) {}

  get output(): string {
    return this.program.output;
  }

  usage(): Promise<Usage> {
    return this.program.usage();
  }

  /** SIGKILL: as a power cut would. */
  kill(): Promise<void> {
    return this.program.kill();
  }

  /** SIGTERM. */
  stop(): Promise<void> {
    return this.program.stop();
  }

  /** SIGSTOP: it stands still and notices nothing. */
  pause(): void {
    this.program.signal('SIGSTOP');
  }

  resume(): void {
    this.program.signal('SIGCONT');
  }
}

/** The reference CRM as it is run on several machines: an API without synchronisation, listeners, PostgreSQL and Redis. */
export class Installation {
  readonly listeners: ListenerProcess[] = [];

  private constructor(
    readonly postgres: Service,
    readonly redis: Service,
    private readonly api: Program,
    readonly origin: string,
    private readonly env: Record<string, string>,
    private readonly directory: string,
  ) {}

  static async start({ listeners }: { listeners: number }): Promise<Installation> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'mailroom-data-'));
    const [postgres, redis, port] = [await Service.start('postgres'), await Service.start('redis'), await freePort()];
    const env = {
      PORT: String(port),
      LISTENER_PORT: '0',
      DATABASE_URL: `postgres://postgres@127.0.0.1:${postgres.port}/crm`,
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      MAILROOM_DATA_DIR: directory,
      MAILROOM_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
      MAILROOM_DEMO_PASSWORD: Product.password,
      MAILROOM_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
    };
    const { program } = await Program.start('apps/host-api/dist/main.js', [], env, (line) => line.includes('Mailroom is ready at'));
    const installation = new Installation(postgres, redis, program, `http://localhost:${port}`, env, directory);
    await Promise.all(Array.from({ length: listeners }, () => installation.addListener()));
    return installation;
  }

  async addListener(): Promise<ListenerProcess> {
    const { program, line } = await Program.start('apps/listener/dist/main.js', [], this.env, (text) =>
      text.includes('listener is ready at'),
    );
    const listener = new ListenerProcess(program, line.replace(/^.* at /, ''));
    this.listeners.push(listener);
    return listener;
  }

  /** `admin`, `anna` or `ben`. */
  signIn(user: string): Promise<ApiClient> {
    return ApiClient.signIn(this.origin, `${user}@demo.test`, Product.password);
  }

  async stop(): Promise<void> {
    for (const listener of this.listeners) listener.resume();
    await Promise.all(this.listeners.map((listener) => listener.stop()));
    await this.api.stop();
    await this.redis.stop();
    await this.postgres.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
