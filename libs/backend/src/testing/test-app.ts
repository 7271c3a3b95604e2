import { Injectable, type INestApplication, type Type } from '@nestjs/common';
import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { MailEventHandler } from '../host-events/mail-event-handler';
import { type HostContact, HostBridge, type HostUser } from '../host-bridge';
import { MailroomModule } from '../mailroom.module';
import type { MailroomOptions } from '../mailroom-options';
import { mailroomMigrations } from '../migrations/mailroom-migrations';
import { mailroomEntities } from '../store/entities';
import { chosenDatabase, type LentDatabase } from './chosen-database';
import { FakeAdapter } from './fake-adapter';

export type UserName = 'admin' | 'anna' | 'ben';

const userNamed = (name: string): HostUser => ({ id: name, email: `${name}@demo.test`, displayName: name });

/** A host that believes the header `x-user`. */
@Injectable()
class TrustingHost extends HostBridge {
  /** Users besides those of whom there is always one. */
  readonly people: HostUser[] = [];

  override currentUser(request: { headers: Record<string, string | undefined> }): Promise<HostUser | null> {
    const name = request.headers['x-user'];
    return Promise.resolve(name === undefined ? null : userNamed(name));
  }
  override mayRun({ id }: HostUser, operation: string): Promise<boolean> {
    return Promise.resolve(id === 'admin' && operation === CAN_MANAGE_ADMINISTRATION);
  }
  override usersById(ids: readonly string[]): Promise<Map<string, HostUser>> {
    const names = ids.filter((id): id is UserName => ['admin', 'anna', 'ben'].includes(id));
    const known = [...names.map(userNamed), ...this.people.filter(({ id }) => ids.includes(id))];
    return Promise.resolve(new Map(known.map((user) => [user.id, user])));
  }
  override async *usersByEmailDomain(domains: readonly string[]): AsyncGenerator<HostUser> {
    yield* await Promise.resolve(this.people.filter(({ email }) => domains.includes(email.slice(email.indexOf('@') + 1))));
  }
  override contactsByEmail(): Promise<Map<string, HostContact>> {
    return Promise.resolve(new Map<string, HostContact>());
  }
  override addressesOfContact(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** Of the JSON that came, if any. */
  body: Record<string, unknown>;
}

/** The plugin in a real Nest application, called over HTTP; on SQLite in memory, or on the database that the specs run on. */
export class TestApp {
  private constructor(
    readonly app: INestApplication,
    readonly adapter: FakeAdapter,
    /** Where the packs are. */
    readonly blobDirectory: string,
    private readonly lent: LentDatabase | null,
  ) {}

  /** @param database a database that outlives the application, or a SQLite file; in memory unless told otherwise */
  static async start(
    options: Partial<MailroomOptions> = {},
    database?: string | DataSourceOptions,
    events?: Type<MailEventHandler>,
    redisUrl?: string,
  ): Promise<TestApp> {
    const adapter = new FakeAdapter();
    const lent = database === undefined ? await chosenDatabase() : null;
    const place = database ?? lent?.options ?? ':memory:';
    const directory = mkdtempSync(join(tmpdir(), 'mailroom-'));
    const testing = await Test.createTestingModule({
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...(typeof place === 'string' ? { type: 'better-sqlite3', database: place } : place),
          entities: mailroomEntities,
          migrations: mailroomMigrations,
          migrationsRun: true,
        }),
        MailroomModule.forRootAsync({
          host: TrustingHost,
          ...(events && { events }),
          redisUrl,
          useFactory: () => ({
            adapters: [() => adapter],
            encryptionKeys: [{ id: 'k1', key: Buffer.alloc(32, 7) }],
            blobs: { directory },
            allowedNetworks: [],
            baseUrl: new URL('https://crm.example.com'),
            embeddedListener: false,
            version: '0.0.0',
            ...options,
          }),
        }),
      ],
    }).compile();
    const app = testing.createNestApplication();
    app.useLogger(false);
    try {
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      await app.close();
      throw error;
    }
    return new TestApp(app, adapter, directory, lent);
  }

  /** Users of the host whose addresses are in domains; one may have the id of Anna or Ben, whose address it is then. */
  get people(): HostUser[] {
    return this.app.get<TrustingHost>(HostBridge, { strict: false }).people;
  }

  get dataSource(): DataSource {
    return this.app.get(DataSource);
  }

  url(path: string): string {
    const { port } = (this.app.getHttpServer() as Server).address() as AddressInfo;
    return `http://127.0.0.1:${port}/mail${path}`;
  }

  async call(user: UserName | null, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(this.url(path), {
      method,
      headers: { ...(user && { 'x-user': user }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown> };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.lent?.giveBack();
    rmSync(this.blobDirectory, { recursive: true, force: true });
  }
}
