import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { EventReader } from '../testing/event-reader';
import { FakeAdapter } from '../testing/fake-adapter';
import { TestApp } from '../testing/test-app';
import { untilSo } from '../testing/until-so';
import { Signal } from '../sync/signal';
import { AccountEraser } from './account-eraser';

const password = 'another password';

describe('an account that ends', () => {
  let mailbox: ConnectedMailbox;
  let path: string;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      for (const subject of ['Apollo', 'Gemini', 'Mercury']) server.deliver('inbox', mail(subject));
    });
    await mailbox.untilLive();
    path = `/accounts/${mailbox.accountId}`;
  });
  afterEach(() => mailbox.close());

  const call = (method: string, at: string, body?: object, headers?: Record<string, string>) =>
    mailbox.app.call('anna', method, at, body, headers);
  const subjects = async (query = '') =>
    ((await call('GET', `/emails${query}`)).body['items'] as { subject: string }[]).map(({ subject }) => subject).sort();
  const email = () => ({ accountId: mailbox.accountId, to: ['ben@example.com'] });

  describe('with its emails kept', () => {
    beforeEach(async () => {
      expect((await call('DELETE', `${path}?emails=keep`)).status).toBe(204);
    });

    it('leaves the emails to be read and found', async () => {
      expect(await subjects()).toEqual(['Apollo', 'Gemini', 'Mercury']);
      expect(await subjects('?q=gemini')).toEqual(['Gemini']);
      const [{ id } = { id: '' }] = (await call('GET', '/emails')).body['items'] as { id: string }[];
      expect((await call('GET', `/emails/${id}`)).body['text']).toContain('The text of');
      expect((await call('PATCH', `/emails/${id}`, { isRead: true })).body).toMatchObject({ isRead: true });
    });

    it('says that only they are left, and forgets how to open the mailbox', async () => {
      expect((await call('GET', path)).body).toMatchObject({
        ...{ phase: 'disconnected', providerId: null, providerName: null, receive: false, send: false },
        ...{ importedCount: 3, lastError: null },
      });
      expect(await mailbox.rows('SELECT password, token_cache FROM mail_account')).toEqual([{ password: null, token_cache: null }]);
    });

    it.each([
      ['POST', '/sync', undefined],
      ['POST', '/pause', undefined],
      ['POST', '/resume', undefined],
      ['POST', '/reconnect', {}],
      ['PATCH', '', { signature: 'Anna' }],
      ['PUT', '/folders', { items: [{ id: '019a0000-0000-4000-8000-000000000000', selected: false }] }],
    ])('refuses %s %s', async (method, at, body) => {
      expect(await call(method, path + at, body)).toMatchObject({ status: 409, body: { code: 'account-disconnected' } });
    });

    it('sends nothing', async () => {
      const refused = await call('POST', '/emails', email(), { 'idempotency-key': 'k' });
      expect(refused).toMatchObject({ status: 409, body: { code: 'account-disconnected', remedy: expect.any(String) as string } });
    });

    it('stands in nobody’s way who deletes the provider', async () => {
      const [{ id } = { id: '' }] = (await mailbox.app.call('admin', 'GET', '/providers')).body['items'] as { id: string }[];
      expect((await mailbox.app.call('admin', 'DELETE', `/providers/${id}`)).status).toBe(204);
      expect(await subjects()).toHaveLength(3);
    });

    it('is the same account when the mailbox is connected anew, and downloads nothing twice', async () => {
      mailbox.server.deliver('inbox', mail('Meanwhile'));
      const again = await call('POST', '/accounts', { emailAddress: 'Anna@example.com', password });
      expect(again).toMatchObject({ status: 201, body: { id: mailbox.accountId, providerName: 'Example', isDefault: true } });
      await mailbox.untilMessages('Inbox: Apollo', 'Inbox: Gemini', 'Inbox: Mercury', 'Inbox: Meanwhile');
      expect(mailbox.server.fetched).toHaveLength(4);
      expect(await call('POST', '/accounts', { emailAddress: 'anna@example.com', password })).toMatchObject({
        status: 409,
        body: { code: 'account-exists' },
      });
    });

    it('goes for good when its emails are to go too', async () => {
      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('GET', path)).status).toBe(404);
      expect(await subjects()).toEqual([]);
    });
  });

  it('tells who waits for a message to leave that it will not', async () => {
    await call('POST', `${path}/pause`);
    await mailbox.rows(`UPDATE mail_account SET phase = 'live'`);
    const { body } = await call('POST', '/emails', email(), { 'idempotency-key': 'k' });
    await call('DELETE', `${path}?emails=keep`);
    expect((await call('GET', `/emails/${String(body['id'])}`)).body).toMatchObject({
      status: 'failed',
      failure: { code: 'account-disconnected' },
    });
  });

  it('is not waited for longer than anybody would, and then said to be gone', async () => {
    mailbox.app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }).longestAnswerMs = 0;
    const eraser = mailbox.app.app.get(AccountEraser, { strict: false });
    const erase = eraser.erase.bind(eraser);
    const answered = new Signal();
    const untilAnswered = answered.wait(new AbortController().signal);
    jest.spyOn(eraser, 'erase').mockImplementation(async (...account) => {
      await untilAnswered;
      return erase(...account);
    });
    const events = new EventReader(mailbox.app.url('/events'), { 'x-user': 'anna' });
    await events.next('sync.progress');
    expect(await call('DELETE', path)).toMatchObject({ status: 202, body: { phase: 'deleting' } });
    expect(await subjects()).toEqual([]);
    answered.notify();
    expect((await events.next('account.removed')).data).toEqual({ type: 'account.removed', accountId: mailbox.accountId });
    events.close();
    expect((await call('GET', path)).status).toBe(404);
  });

  it('counts down while its emails go', async () => {
    mailbox.app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }).batchMessages = 256;
    mailbox.server.pageSize = 512;
    for (let i = 0; i < 1_000; i++) mailbox.server.deliver('inbox', mail(`Message ${i}`), { quietly: true });
    mailbox.server.notify('inbox');
    const left = async () => Number((await mailbox.rows<{ n: number }>('SELECT SUM(message_count) AS n FROM mail_folder'))[0]?.n);
    await mailbox.until(async () => (await left()) === 1_003);
    await mailbox.kill();
    const seen: Promise<number>[] = [];
    // One after another: a server answers two that are asked at once in either order.
    const progressed = (): unknown => seen.push((seen.at(-1) ?? Promise.resolve(0)).then(left));
    await mailbox.app.app
      .get(AccountEraser, { strict: false })
      .erase(mailbox.accountId, { signal: new AbortController().signal, progressed });
    const counts = await Promise.all(seen);
    // A server may have gone on by the time it is asked.
    expect(counts).toHaveLength(3);
    [503, 3, 0].forEach((most, index) => expect(counts[index]).toBeLessThanOrEqual(most));
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });
});

describe('a removal whose process died', () => {
  it('goes on when a process starts again', async () => {
    const file = join(tmpdir(), `mailroom-${randomUUID()}.sqlite`);
    const first = await TestApp.start({}, file);
    const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };
    await first.call('admin', 'POST', '/providers', provider);
    await first.call('anna', 'POST', '/accounts', { emailAddress: 'anna@example.com', password: FakeAdapter.password });
    await first.dataSource.query(`UPDATE mail_account SET phase = 'deleting'`);
    await first.close();
    const second = await TestApp.start({}, file);
    const isEmpty = async () => ((await second.call('anna', 'GET', '/accounts')).body['items'] as object[]).length === 0;
    await untilSo(second, 'anna', isEmpty);
    await second.close();
    rmSync(file);
  });
});
