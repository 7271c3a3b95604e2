import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ApiClient } from './api-client';
import { freePort, Program, type UsageNow } from './program';

/** The built reference CRM with its embedded listener on SQLite, in a process and a data directory of its own. */
export class Product {
  static readonly password = 'test-bed-demo-password';

  private constructor(
    private program: Program,
    private readonly env: Record<string, string>,
    readonly origin: string,
    private readonly directory: string,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<Product> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'mailroom-data-'));
    const port = await freePort();
    const env = {
      PORT: String(port),
      MAILROOM_DATA_DIR: directory,
      MAILROOM_DEMO_PASSWORD: Product.password,
      MAILROOM_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128',
      ...environment,
    };
    return new Product(await startHost(env), env, `http://localhost:${port}`, directory);
  }

  /** `admin`, `anna` or `ben`. */
  signIn(user: string): Promise<ApiClient> {
    return ApiClient.signIn(this.origin, `${user}@demo.test`, Product.password);
  }

  /** Everything that this process has logged since its last start. */
  get output(): string {
    return this.program.output;
  }

  /** @param collected after a garbage collection */
  usage(collected = false): Promise<UsageNow> {
    return this.program.usage(collected);
  }

  /** Where it keeps everything. */
  get dataDirectory(): string {
    return this.directory;
  }

  /** Ends at once, as a power cut would, and starts again on the same data. */
  async crashAndRestart(): Promise<void> {
    await this.crash();
    await this.restart();
  }

  /** Ends at once (SIGKILL): nothing is flushed, nobody is told. */
  async crash(): Promise<void> {
    await this.program.kill();
  }

  /** After a crash: starts again on the same data. @returns false when `signal` had it killed before it was ready */
  async restart(signal?: AbortSignal): Promise<boolean> {
    try {
      this.program = await startHost(this.env, signal);
      return true;
    } catch (error) {
      if (signal?.aborted) return false;
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

async function startHost(env: Record<string, string>, signal?: AbortSignal): Promise<Program> {
  const isReady = (line: string): boolean => line.includes('Mailroom is ready at');
  const { program } = await Program.start('apps/host-api/dist/main.js', [], env, isReady, signal);
  return program;
}
