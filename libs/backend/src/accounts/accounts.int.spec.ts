import { KeyRotation } from '../security/key-rotation';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { createDatabase, serviceDatabases } from '../testing/service-databases';

describe.each(serviceDatabases)('providers, accounts and their audit log on $title', (service) => {
  let mailbox: ConnectedMailbox;
  let drop: () => Promise<void>;
  let providerId: string;
  beforeAll(async () => {
    const created = await createDatabase(service);
    drop = () => created.drop();
    const day = (date: number) => ({ receivedAt: new Date(Date.UTC(2026, 0, date)) });
    mailbox = await ConnectedMailbox.start(
      (server) => {
        for (const date of [10, 11, 12]) server.deliver('inbox', mail(`Day ${date}`), day(date));
      },
      { request: { startDate: '2026-01-11' }, database: service.options },
    );
    await mailbox.untilLive();
    const { body } = await mailbox.app.call('admin', 'GET', '/providers');
    providerId = (body['items'] as { id: string }[])[0]?.id ?? '';
  });
  afterAll(async () => {
    await mailbox.close();
    await drop();
  });

  const account = (method: string, at: string, body?: object) =>
    mailbox.app.call('anna', method, `/accounts/${mailbox.accountId}${at}`, body);
  const items = async (path: string) => (await mailbox.app.call('admin', 'GET', path)).body['items'] as Record<string, unknown>[];

  it('honour a start date, and its change', async () => {
    expect(await mailbox.messages()).toEqual(['Inbox: Day 11', 'Inbox: Day 12']);
    expect((await account('GET', '/skipped')).body['items']).toMatchObject([{ reason: 'before-start-date' }]);
    await account('PATCH', '', { startDate: '2026-01-12', signature: 'Grüße 🌻' });
    await mailbox.untilMessages('Inbox: Day 12');
    await account('PATCH', '', { startDate: null, isDefault: true });
    await mailbox.untilMessages('Inbox: Day 10', 'Inbox: Day 11', 'Inbox: Day 12');
    await mailbox.until(async () => (await account('GET', '/sync-status')).body['skippedCount'] === 0);
    expect((await account('GET', '')).body).toMatchObject({ signature: 'Grüße 🌻', isDefault: true, startDate: null });
  });

  it('keep two changes of a provider that come at once, and its domains', async () => {
    const path = `/providers/${providerId}`;
    const domain = { domain: 'müller.example', providerId };
    await Promise.all([
      mailbox.app.call('admin', 'PATCH', path, { name: 'Renamed' }),
      mailbox.app.call('admin', 'PATCH', path, { loginFormat: 'mailboxName' }),
      mailbox.app.call('admin', 'POST', '/provider-domains', domain),
    ]);
    expect((await mailbox.app.call('admin', 'GET', path)).body).toMatchObject({
      ...{ name: 'Renamed', loginFormat: 'mailboxName' },
      domains: ['example.com', 'xn--mller-kva.example'],
    });
    expect(await mailbox.app.call('admin', 'DELETE', path)).toMatchObject({ status: 409, body: { accountCount: 1 } });
    expect(await items('/provider-domains')).toMatchObject([{ domain: 'example.com' }, { unicodeDomain: 'müller.example' }]);
    expect((await mailbox.app.call('admin', 'POST', '/provider-domains', domain)).status).toBe(409);
  });

  it('turn receiving off and on', async () => {
    await mailbox.app.call('admin', 'PATCH', `/providers/${providerId}`, { receive: false });
    await mailbox.until(async () => (await account('GET', '/sync-status')).body['receive'] === false);
    mailbox.server.deliver('inbox', mail('Meanwhile'));
    await mailbox.app.call('admin', 'PATCH', `/providers/${providerId}`, { receive: true });
    await mailbox.untilMessages('Inbox: Day 10', 'Inbox: Day 11', 'Inbox: Day 12', 'Inbox: Meanwhile');
  });

  it('change the encryption key', async () => {
    const encryptionKeys = [
      { id: 'k2', key: Buffer.alloc(32, 8) },
      { id: 'k1', key: Buffer.alloc(32, 7) },
    ];
    const results = await new KeyRotation(mailbox.app.dataSource, { encryptionKeys }).run();
    expect(results.find(({ column }) => column === 'password')).toMatchObject({ checked: 1, resealed: 1, unreadable: [] });
    await expect(ConnectedMailbox.start(undefined, { database: service.options })).rejects.toThrow(/“k2” is not among the encryption keys/);
    await new KeyRotation(mailbox.app.dataSource, { encryptionKeys: encryptionKeys.reverse() }).run();
  });

  it('keep the emails of an account that ends, and take it up again', async () => {
    expect((await account('DELETE', '?emails=keep')).status).toBe(204);
    expect((await account('GET', '')).body).toMatchObject({ phase: 'disconnected', providerId: null, importedCount: 4 });
    await mailbox.app.call('admin', 'PATCH', `/providers/${providerId}`, { loginFormat: 'emailAddress' });
    const again = await mailbox.app.call('anna', 'POST', '/accounts', { emailAddress: 'anna@example.com', password: 'secret' });
    expect(again).toMatchObject({ status: 201, body: { id: mailbox.accountId } });
    await mailbox.untilLive();
    expect(mailbox.server.fetched).toHaveLength(4);
  });

  it('end with everything, and tell who did what, newest first', async () => {
    expect((await account('DELETE', '')).status).toBe(204);
    expect((await mailbox.app.call('admin', 'DELETE', `/providers/${providerId}`)).status).toBe(204);
    const all = await items('/audit?limit=200');
    expect(all.slice(0, 2)).toMatchObject([{ action: 'provider.deleted' }, { action: 'account.deleted' }]);
    const since = String(all[1]?.['at']);
    expect(await items(`/audit?since=${since}&actorId=anna`)).toEqual([all[1]]);
    expect(await items(`/audit?until=${since}&subjectType=account&action=account.connected`)).toHaveLength(2);
    const page = (await mailbox.app.call('admin', 'GET', '/audit?limit=1')).body;
    expect(await items(`/audit?limit=1&cursor=${String(page['nextCursor'])}`)).toEqual([all[1]]);
  });
});
