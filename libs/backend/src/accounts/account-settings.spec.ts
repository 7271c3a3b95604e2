import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { FakeAdapter } from '../testing/fake-adapter';
import { TestApp, type UserName } from '../testing/test-app';

const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };

describe('an account’s settings', () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await TestApp.start();
    await app.call('admin', 'POST', '/providers', provider);
  });
  afterEach(() => app.close());

  const connect = async (name: string, user: UserName = 'anna'): Promise<string> => {
    const { body } = await app.call(user, 'POST', '/accounts', { emailAddress: `${name}@example.com`, password: FakeAdapter.password });
    return String(body['id']);
  };
  const change = (id: string, patch: object) => app.call('anna', 'PATCH', `/accounts/${id}`, patch);
  const defaults = async (user: UserName = 'anna'): Promise<string[]> => {
    const { body } = await app.call(user, 'GET', '/accounts');
    return (body['items'] as { id: string; isDefault: boolean }[]).filter(({ isDefault }) => isDefault).map(({ id }) => id);
  };

  it('are a signature, which is kept as it was written', async () => {
    const id = await connect('anna');
    expect((await app.call('anna', 'GET', `/accounts/${id}`)).body).toMatchObject({ signature: '', isDefault: true, startDate: null });
    const signature = 'Anna Berger\n  Head of Sales – “Grüße” 🌻';
    expect(await change(id, { signature })).toMatchObject({ status: 200, body: { signature } });
    expect((await change(id, { signature: 'x'.repeat(5_001) })).status).toBe(422);
    expect((await change(id, { startDate: 'yesterday' })).status).toBe(422);
    expect((await app.call('ben', 'PATCH', `/accounts/${id}`, { signature: 'Ben' })).status).toBe(404);
    expect((await app.call('anna', 'GET', `/accounts/${id}`)).body).toMatchObject({ signature });
  });

  it('make one account of each user the default, the first unless another is chosen', async () => {
    const [first, second, bens] = [await connect('anna'), await connect('sales'), await connect('ben', 'ben')];
    expect(await defaults()).toEqual([first]);
    await change(second, { isDefault: true });
    expect(await defaults()).toEqual([second]);
    expect(await defaults('ben')).toEqual([bens]);
    expect((await change(second, { isDefault: false })).status).toBe(422);
  });

  it.each(['keep', 'remove'])('leave the default to the oldest account when its own ends (%s)', async (emails) => {
    const [first, second, third] = [await connect('anna'), await connect('sales'), await connect('support')];
    await change(third, { isDefault: true });
    await app.call('anna', 'DELETE', `/accounts/${third}?emails=${emails}`);
    expect(await defaults()).toEqual([first]);
    await app.call('anna', 'DELETE', `/accounts/${first}?emails=${emails}`);
    expect(await defaults()).toEqual([second]);
  });

  it('are saved only when the credentials that come with them work', async () => {
    const id = await connect('anna');
    expect((await change(id, { password: 'wrong', signature: 'Anna' })).status).toBe(422);
    expect((await app.call('anna', 'GET', `/accounts/${id}`)).body).toMatchObject({ signature: '' });
  });
});

describe('an account’s start date', () => {
  let mailbox: ConnectedMailbox;
  afterEach(() => mailbox.close());

  const day = (date: number) => new Date(Date.UTC(2026, 0, date));
  const start = async (startDate?: string): Promise<void> => {
    mailbox = await ConnectedMailbox.start(
      (server) => {
        for (const date of [10, 11, 12, 13]) server.deliver('inbox', mail(`Day ${date}`), { receivedAt: day(date) });
      },
      { request: { ...(startDate !== undefined && { startDate }) } },
    );
    await mailbox.untilLive();
  };
  const call = (method: string, path: string, body?: object) =>
    mailbox.app.call('anna', method, `/accounts/${mailbox.accountId}${path}`, body);
  const skipped = async (): Promise<unknown> => (await call('GET', '/skipped')).body['items'];
  const untilCounts = (imported: number, skipped: number): Promise<void> =>
    mailbox.until(async () => {
      const { importedCount, skippedCount } = (await call('GET', '/sync-status')).body;
      return importedCount === imported && skippedCount === skipped;
    });

  it('leaves older messages in the mailbox, undownloaded, and lists each with the reason', async () => {
    await start('2026-01-12');
    expect(await mailbox.messages()).toEqual(['Inbox: Day 12', 'Inbox: Day 13']);
    expect(mailbox.server.fetched).toHaveLength(2);
    await untilCounts(2, 2);
    expect(await skipped()).toMatchObject([
      { folderPath: 'Inbox', reason: 'before-start-date', receivedAt: day(10).toISOString() },
      { folderPath: 'Inbox', reason: 'before-start-date', detail: expect.stringContaining('2026-01-12') as string },
    ]);
    mailbox.server.deliver('inbox', mail('Moved here'), { receivedAt: day(9) });
    mailbox.server.deliver('inbox', mail('New'), { receivedAt: day(20) });
    await mailbox.untilMessages('Inbox: Day 12', 'Inbox: Day 13', 'Inbox: New');
    await untilCounts(3, 3);
  });

  it('brings older messages when it is moved back, and downloads none twice', async () => {
    await start('2026-01-12');
    await call('PATCH', '', { startDate: '2026-01-11' });
    await mailbox.untilMessages('Inbox: Day 11', 'Inbox: Day 12', 'Inbox: Day 13');
    await untilCounts(3, 1);
    expect(mailbox.server.fetched).toHaveLength(3);
    await call('PATCH', '', { startDate: null });
    await mailbox.untilMessages('Inbox: Day 10', 'Inbox: Day 11', 'Inbox: Day 12', 'Inbox: Day 13');
    await untilCounts(4, 0);
    expect(mailbox.server.fetched).toHaveLength(4);
    expect(await skipped()).toEqual([]);
  });

  it('takes older messages out of the CRM when it is moved forward, and brings them back undownloaded', async () => {
    await start();
    await call('PATCH', '', { startDate: day(13).toISOString() });
    await mailbox.untilMessages('Inbox: Day 13');
    await untilCounts(1, 3);
    expect((await mailbox.app.call('anna', 'GET', '/emails')).body['items']).toHaveLength(1);
    await call('PATCH', '', { startDate: '2026-01-12T00:00:00+01:00' });
    await mailbox.untilMessages('Inbox: Day 12', 'Inbox: Day 13');
    await untilCounts(2, 2);
    expect(mailbox.server.fetched).toHaveLength(4);
  });

  it('lists what is not imported page by page, by folder and by reason, to the account’s owner alone', async () => {
    await start('2026-01-14');
    mailbox.server.deliver('inbox', 'unreadable');
    await untilCounts(0, 5);
    const first = (await call('GET', '/skipped?limit=3')).body;
    const rest = (await call('GET', `/skipped?limit=3&cursor=${String(first['nextCursor'])}`)).body;
    const ids = [...(first['items'] as { id: string }[]), ...(rest['items'] as { id: string }[])].map(({ id }) => id);
    expect([new Set(ids).size, rest['nextCursor']]).toEqual([5, null]);
    expect((await call('GET', '/skipped?reason=item-unreadable')).body['items']).toMatchObject([{ folderPath: 'Inbox' }]);
    const [{ id: sent } = { id: '' }] = await mailbox.rows<{ id: string }>(`SELECT id FROM mail_folder WHERE role = 'sent'`);
    expect((await call('GET', `/skipped?folderId=${sent}`)).body['items']).toEqual([]);
    for (const user of ['ben', 'admin'] as const) {
      expect((await mailbox.app.call(user, 'GET', `/accounts/${mailbox.accountId}/skipped`)).status).toBe(404);
    }
  });
});
