import type { AccountInput } from '@mailroom/contract';
import type { Type } from '@nestjs/common';
import type { MailEventHandler } from '../host-events/mail-event-handler';
import type { DataSourceOptions } from 'typeorm';
import { MailboxRunners } from '../sync/mailbox-runners';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { MemoryMailServer } from './memory-mail-server';
import { TestApp } from './test-app';
import { untilSo } from './until-so';

interface ConnectedMailboxOptions {
  /** What connecting it says besides address and password. */
  request?: Partial<AccountInput>;
  /** In place of SQLite in memory. */
  database?: DataSourceOptions;
  /** What the host hears of it by. */
  events?: Type<MailEventHandler>;
}

/** Anna's mailbox on a server in memory, connected to a running plugin. */
export class ConnectedMailbox {
  private constructor(
    readonly app: TestApp,
    readonly server: MemoryMailServer,
    readonly accountId: string,
  ) {}

  /** @param prepare what the mailbox holds before it is connected */
  static async start(
    prepare: (server: MemoryMailServer) => void = () => undefined,
    { request = {}, database, events }: ConnectedMailboxOptions = {},
  ): Promise<ConnectedMailbox> {
    const server = new MemoryMailServer();
    server.deliversFromAgo = 60_000;
    prepare(server);
    server.deliversFromAgo = 0;
    const app = await TestApp.start({ adapters: [() => server], embeddedListener: true }, database, events);
    const quick: Partial<SyncSettings> = { retryMs: 1, longestRetryMs: 5, sendRetryMs: 1, sendUncertainMs: 1, batchMessages: 4 };
    Object.assign(app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }), quick);
    const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };
    await app.call('admin', 'POST', '/providers', provider);
    const { body } = await app.call('anna', 'POST', '/accounts', { emailAddress: 'anna@example.com', password: 'secret', ...request });
    return new ConnectedMailbox(app, server, String(body['id']));
  }

  /** Waits, from event to event, until what is asked for is so. */
  until(isSo: () => Promise<boolean>): Promise<void> {
    return untilSo(this.app, 'anna', isSo);
  }

  rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return this.app.dataSource.query<Row[]>(sql);
  }

  async untilLive(): Promise<void> {
    await this.until(async () => (await this.rows(`SELECT 1 FROM mail_account WHERE phase = 'live'`)).length === 1);
  }

  /** Subjects of the messages that are here, with the folder that each is in, in alphabetical order. */
  async messages(): Promise<string[]> {
    const rows = await this.rows<{ path: string; subject: string }>(
      `SELECT path, subject FROM mail_message JOIN mail_folder ON mail_folder.id = folder_id WHERE departed_at IS NULL`,
    );
    return rows.map(({ path, subject }) => `${path}: ${subject}`).sort();
  }

  async untilMessages(...expected: string[]): Promise<void> {
    await this.until(async () => JSON.stringify(await this.messages()) === JSON.stringify([...expected].sort()));
  }

  /** The synchronisation ends where it is. */
  kill(): Promise<void> {
    return this.runners.stop(this.accountId);
  }

  async untilStopped(): Promise<void> {
    await this.runners.ended(this.accountId);
  }

  get runners(): MailboxRunners {
    return this.app.app.get(MailboxRunners, { strict: false });
  }

  close(): Promise<void> {
    return this.app.close();
  }
}

/** A small message. */
export function mail(subject: string, headers: Record<string, string> = {}, body = `The text of ${subject}.`): string {
  const fields = {
    From: 'Ben <ben@example.com>',
    To: 'anna@example.com',
    Subject: subject,
    'Message-ID': `<${subject.replaceAll(' ', '-')}@example.com>`,
    ...headers,
  };
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n${body}\r\n`;
}
