import type { NestExpressApplication } from '@nestjs/platform-express';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config/read-config';
import { createApp } from '../create-app';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Record<string, unknown>;
}

/** A browser or a script: it keeps its cookie. */
export class TestClient {
  private cookie = '';

  constructor(private readonly origin: string) {}

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.origin + path, {
      method,
      headers: { cookie: this.cookie, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const cookie = response.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown> };
  }

  signIn(email: string, password = 'mailroom-demo'): Promise<Answer> {
    return this.call('POST', '/api/auth/login', { email, password });
  }
}

/** The whole CRM on a database of its own. */
export class TestCrm {
  private constructor(
    readonly app: NestExpressApplication,
    private readonly directory: string,
  ) {}

  static async start(variables: NodeJS.ProcessEnv = {}): Promise<TestCrm> {
    const directory = mkdtempSync(join(tmpdir(), 'crm-'));
    const config = readConfig(
      { PORT: '0', MAILROOM_DATA_DIR: directory, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'fatal', ...variables },
      () => undefined,
    );
    const app = await createApp(config);
    await app.listen(0, '127.0.0.1');
    return new TestCrm(app, directory);
  }

  client(): TestClient {
    const { port } = (this.app.getHttpServer() as Server).address() as AddressInfo;
    return new TestClient(`http://127.0.0.1:${port}`);
  }

  async signedIn(email: string): Promise<TestClient> {
    const client = this.client();
    await client.signIn(email);
    return client;
  }

  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
