import type { AuditChange } from '@mailroom/contract';
import { AtomicWriter } from '../store/atomic-writer';
import { FakeAdapter } from '../testing/fake-adapter';
import { TestApp, type UserName } from '../testing/test-app';

interface Entry {
  id: string;
  at: string;
  actorId: string;
  actorName: string;
  action: string;
  subjectType: string;
  subjectId: string;
  subjectName: string;
  changes: AuditChange[];
}

describe('the audit log', () => {
  let app: TestApp;
  beforeEach(async () => (app = await TestApp.start()));
  afterEach(() => app.close());

  const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };
  const idOf = async (user: UserName, path: string, body: object): Promise<string> =>
    String((await app.call(user, 'POST', path, body)).body['id']);
  const addProvider = (changes: object = {}) => idOf('admin', '/providers', { ...provider, ...changes });
  const connect = (user: UserName = 'anna') =>
    idOf(user, '/accounts', { emailAddress: `${user}@example.com`, password: FakeAdapter.password });
  const log = async (query = ''): Promise<Entry[]> => (await app.call('admin', 'GET', `/audit${query}`)).body['items'] as Entry[];
  const newest = async (): Promise<Entry | undefined> => (await log('?limit=1'))[0];
  const change = (field: string, from: unknown, to: unknown) => ({ field, isSecret: false, from, to });
  const secret = (field: string) => ({ field, isSecret: true, from: null, to: null });

  it('says who created a provider, when, and as what', async () => {
    const before = Date.now();
    const id = await addProvider({ authMethod: 'ntlm', clientSecret: 'never shown' });
    const entry = await newest();
    expect(entry).toMatchObject({ actorId: 'admin', actorName: 'admin', action: 'provider.created', subjectType: 'provider' });
    expect(entry).toMatchObject({ subjectId: id, subjectName: 'Example' });
    expect(Date.parse(entry?.at ?? '')).toBeGreaterThanOrEqual(before);
    expect(entry?.changes).toEqual(
      expect.arrayContaining([
        change('serviceAddress', null, 'mail.example.com'),
        change('authMethod', null, 'ntlm'),
        change('domains', null, ['example.com']),
        secret('clientSecret'),
      ]),
    );
  });

  it('says from what to what, of the fields that were changed and no others', async () => {
    const path = `/providers/${await addProvider({ authMethod: 'ntlm' })}`;
    await app.call('admin', 'PATCH', path, { send: false, domains: ['example.com', 'example.org'], name: 'Example', clientSecret: 'new' });
    expect((await newest())?.changes).toEqual([
      change('send', true, false),
      change('domains', ['example.com'], ['example.com', 'example.org']),
      secret('clientSecret'),
    ]);
    await app.call('admin', 'PATCH', path, { send: false });
    expect(await log('?action=provider.changed')).toHaveLength(1);
    await app.call('admin', 'DELETE', path);
    expect(await newest()).toMatchObject({ action: 'provider.deleted', subjectName: 'Example' });
    expect((await newest())?.changes).toContainEqual(change('serviceAddress', 'mail.example.com', null));
  });

  it('follows domains in and out of the lookup', async () => {
    const providerId = await addProvider();
    const domain = await idOf('admin', '/provider-domains', { providerId, domain: 'new.example' });
    await app.call('admin', 'DELETE', `/provider-domains/${domain}`);
    expect(await log(`?subjectType=provider-domain`)).toMatchObject([
      { action: 'provider-domain.removed', subjectId: domain, subjectName: 'new.example', changes: [change('provider', 'Example', null)] },
      { action: 'provider-domain.added', subjectId: domain, changes: [change('provider', null, 'Example')] },
    ]);
  });

  it('follows an account from its beginning to its end', async () => {
    await addProvider();
    const id = await connect();
    const path = `/accounts/${id}`;
    const { password } = FakeAdapter;
    await app.call('anna', 'PATCH', path, { password, signature: 'Anna', startDate: '2026-01-01' });
    await app.call('anna', 'POST', `${path}/pause`);
    await app.call('anna', 'POST', `${path}/pause`);
    await app.call('anna', 'POST', `${path}/resume`);
    await app.call('anna', 'DELETE', `${path}?emails=keep`);
    await app.call('anna', 'DELETE', path);
    expect((await log(`?subjectId=${id}`)).map(({ action, changes }) => [action, changes])).toEqual([
      ['account.deleted', [change('emailAddress', 'anna@example.com', null), change('login', 'anna@example.com', null)]],
      ['account.disconnected', [secret('password')]],
      ['account.resumed', []],
      ['account.paused', []],
      ['account.changed', [change('signature', '', 'Anna'), change('startDate', null, '2026-01-01T00:00:00.000Z')]],
      ['account.changed', [secret('password')]],
      [
        'account.connected',
        [
          change('emailAddress', null, 'anna@example.com'),
          change('login', null, 'anna@example.com'),
          change('provider', null, 'Example'),
          secret('password'),
        ],
      ],
    ]);
  });

  it('stands or falls with what it tells of', async () => {
    await addProvider();
    await app.call('admin', 'POST', '/providers', provider);
    await app.call('admin', 'POST', '/providers', { ...provider, receive: false, send: false });
    await app.call('anna', 'POST', '/accounts', { emailAddress: 'anna@example.com', password: 'wrong' });
    expect(await log()).toHaveLength(1);
    const write = AtomicWriter.prototype.write;
    jest.spyOn(AtomicWriter.prototype, 'write').mockImplementationOnce(function (this: AtomicWriter, statements) {
      return write.call(this, [...statements, { sql: 'INSERT INTO nowhere VALUES (1)', parameters: [] }]);
    });
    expect((await app.call('admin', 'POST', '/providers', { ...provider, domains: [] })).status).toBe(500);
    expect(await log()).toHaveLength(1);
    expect((await app.call('admin', 'GET', '/providers')).body['items']).toHaveLength(1);
  });

  it('never holds a secret, in the database either', async () => {
    const path = `/providers/${await addProvider({ clientSecret: 'first secret' })}`;
    await app.call('admin', 'PATCH', path, { clientSecret: 'second secret' });
    await connect();
    const rows = JSON.stringify(await app.dataSource.query('SELECT * FROM mail_audit'));
    expect(rows).not.toMatch(/first secret|second secret|correct horse|k1\./);
  });

  it('is read newest first, page by page, and by what it is about, by whom and when', async () => {
    await addProvider();
    await connect('anna');
    await connect('ben');
    const all = await log();
    expect(all.map(({ action, actorId }) => `${actorId} ${action}`)).toEqual([
      'ben account.connected',
      'anna account.connected',
      'admin provider.created',
    ]);
    const first = await app.call('admin', 'GET', '/audit?limit=2');
    const rest = await app.call('admin', 'GET', `/audit?limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect([...(first.body['items'] as Entry[]), ...(rest.body['items'] as Entry[])]).toEqual(all);
    expect(rest.body['nextCursor']).toBe(null);
    expect(await log('?actorId=anna')).toEqual([all[1]]);
    expect(await log('?subjectType=account&actorId=ben')).toEqual([all[0]]);
    expect(await log(`?until=${all[2]?.at}`)).toEqual([]);
    expect(await log(`?since=${all[2]?.at}`)).toEqual(all);
    expect(await log(`?since=${new Date(Date.parse(all[0]?.at ?? '') + 1).toISOString()}`)).toEqual([]);
    expect((await app.call('admin', 'GET', '/audit?since=yesterday')).status).toBe(422);
  });
});
