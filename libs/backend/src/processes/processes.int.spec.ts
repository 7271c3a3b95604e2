import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListenerStatus } from '@mailroom/contract';
import { Redis } from 'ioredis';
import { EventHub } from '../events/event-hub';
import { JobQueue } from '../jobs/job-queue';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { mail } from '../testing/connected-mailbox';
import { EventReader } from '../testing/event-reader';
import { MemoryMailServer } from '../testing/memory-mail-server';
import { createDatabase, serviceDatabases } from '../testing/service-databases';
import { TestApp } from '../testing/test-app';
import { RedisConnection } from './redis-connection';
import { RedisServerGate } from './redis-server-gate';

const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

describe.each(serviceDatabases)('an API and a listener that share Redis and a database on $title', (service) => {
  let server: MemoryMailServer;
  let api: TestApp;
  let listener: TestApp;
  let drop: () => Promise<void>;
  let accountId: string;
  let directory: string;

  beforeAll(async () => {
    const redis = new Redis(redisUrl);
    await redis.flushdb();
    redis.disconnect();
    const created = await createDatabase(service);
    drop = () => created.drop();
    server = new MemoryMailServer();
    // Every process must reach the same bytes.
    directory = mkdtempSync(join(tmpdir(), 'mailroom-shared-'));
    const start = (embeddedListener: boolean) =>
      TestApp.start({ adapters: [() => server], embeddedListener, blobs: { directory } }, service.options, undefined, redisUrl);
    api = await start(false);
    listener = await start(true);
    for (const { app } of [api, listener])
      Object.assign(app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }), { retryMs: 1, sendRetryMs: 1 });
    await api.call('admin', 'POST', '/providers', {
      ...{ name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] },
    });
    const { body } = await api.call('anna', 'POST', '/accounts', { emailAddress: 'anna@example.com', password: 'secret' });
    accountId = String(body['id']);
  });
  afterAll(async () => {
    await api.close();
    await listener.close();
    await drop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('bring mail that the listener stores to the browsers of the API at once', async () => {
    const stream = new EventReader(api.url('/events'), { 'x-user': 'anna' });
    try {
      while (((await stream.next('account.status')).data as { phase: string }).phase !== 'live') continue;
      // Without Redis the stream would look after three seconds, and the hub would hear nothing.
      const hub = api.app.get(EventHub, { strict: false });
      const heard = new Promise<string>((resolve) => hub.subscribe('anna', resolve));
      server.deliver('inbox', mail('Across processes'));
      await heard;
      expect((await stream.next('email.received')).data).toMatchObject({ email: { subject: 'Across processes' } });
    } finally {
      stream.close();
    }
  });

  it('send what the API takes', async () => {
    const email = {
      accountId,
      to: [{ name: '', address: 'ben@example.com' }],
      cc: [],
      bcc: [],
      subject: 'Sent',
      html: '<p>.</p>',
      attachments: [],
    };
    const stream = new EventReader(api.url('/events'), { 'x-user': 'anna' });
    try {
      await stream.next('account.status');
      expect(await api.call('anna', 'POST', '/emails', email, { 'idempotency-key': 'one' })).toMatchObject({ status: 202 });
      expect((await stream.next('email.sent')).data).toMatchObject({ status: 'sent' });
      expect(server.sent).toHaveLength(1);
    } finally {
      stream.close();
    }
  });

  it('pause and resume a mailbox that another process owns', async () => {
    const stream = new EventReader(api.url('/events'), { 'x-user': 'anna' });
    const untilPhase = async (phase: string) => {
      while (((await stream.next('account.status')).data as { phase: string }).phase !== phase) continue;
    };
    try {
      expect((await api.call('anna', 'POST', `/accounts/${accountId}/pause`)).status).toBe(200);
      await untilPhase('paused');
      expect((await api.call('anna', 'POST', `/accounts/${accountId}/resume`)).status).toBe(200);
      await untilPhase('live');
    } finally {
      stream.close();
    }
  });

  it('list the listener and nothing that waits, with a queue that answers', async () => {
    const listening = async () => (await api.call('anna', 'GET', '/listener')).body as unknown as ListenerStatus;
    // How many mailboxes it has again after the pause, a listener says with its next heartbeat.
    while ((await listening()).instances[0]?.accounts !== 1) continue;
    expect(await listening()).toMatchObject({ status: 'running', queueDepth: 0, instances: [{ accounts: 1 }] });
    await expect(api.app.get(JobQueue, { strict: false }).check()).resolves.toBeUndefined();
  });

  it('erase in the listener what the API was asked to delete', async () => {
    expect((await api.call('anna', 'DELETE', `/accounts/${accountId}`)).status).toBe(204);
    expect((await api.call('anna', 'GET', '/accounts')).body['items']).toEqual([]);
  });
});

describe('what a mail server allows all processes', () => {
  const { signal } = new AbortController();
  let connections: RedisConnection[];
  let gates: RedisServerGate[];
  beforeEach(async () => {
    connections = [new RedisConnection(redisUrl), new RedisConnection(redisUrl)];
    await Promise.all(connections.map(({ commands }) => new Promise<void>((resolve) => commands.once('ready', resolve))));
    await connections[0]?.commands.flushdb();
    gates = connections.map((connection) => new RedisServerGate(connection, { pagesAtOnce: 2, pagesPerSecond: 100 }));
  });
  afterEach(() => {
    for (const connection of connections) connection.onApplicationShutdown();
  });

  it('is what they fetch at once, together', async () => {
    const [one, other] = gates;
    if (!one || !other) throw new Error('There are two gates.');
    const leave = await one.enter('server', signal);
    await other.enter('server', signal);
    let isThird = false;
    const third = other.enter('server', signal).then(() => (isThird = true));
    await one.enter('another server', signal);
    expect(isThird).toBe(false);
    leave();
    expect(await third).toBe(true);
  });

  it('is obeyed by one when another was asked to pause', async () => {
    const [one, other] = gates;
    await one?.rest('server:login', 900);
    const startedAt = performance.now();
    await other?.untilRested(['server', 'server:login'], signal);
    expect(performance.now() - startedAt).toBeGreaterThan(300);
  });
});
