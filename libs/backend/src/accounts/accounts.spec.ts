import { MailError } from '@mailroom/mail-adapter';
import { AccountEntity } from './account.entity';
import { FakeAdapter } from '../testing/fake-adapter';
import { TestApp, type UserName } from '../testing/test-app';

const password = FakeAdapter.password;

describe('email accounts', () => {
  let app: TestApp;
  let providerId: string;
  beforeEach(async () => {
    app = await TestApp.start();
    providerId = await provider({ domains: ['example.com'] });
  });
  afterEach(() => app.close());

  const provider = async (changes: object): Promise<string> => {
    const body = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', ...changes };
    return String((await app.call('admin', 'POST', '/providers', body)).body['id']);
  };
  const connect = (changes: object = {}, user: UserName = 'anna') =>
    app.call(user, 'POST', '/accounts', { emailAddress: 'Anna@Example.com', password, ...changes });

  it('are connected by address and password alone when the domain is known', async () => {
    const connected = await connect();
    expect(connected).toMatchObject({
      status: 201,
      body: {
        emailAddress: 'Anna@example.com',
        login: 'Anna@example.com',
        providerId,
        kind: 'personal',
        phase: 'connecting',
        ownerId: 'anna',
      },
    });
    expect((await app.call('anna', 'GET', '/accounts')).body).toEqual({ items: [connected.body], nextCursor: null });
    const stored = await app.dataSource.getRepository(AccountEntity).findOneByOrFail({ ownerId: 'anna' });
    expect(stored.serverVersion).toBe('Exchange 15.1 (Exchange2016)');
    expect(stored.password).not.toContain(password);
  });

  it.each([
    ['emailAddress', undefined, 'Anna@example.com'],
    ['mailboxName', undefined, 'Anna'],
    ['manual', 'CORP\\anna', 'CORP\\anna'],
  ])('log in by the format %s', async (loginFormat, login, expected) => {
    const id = await provider({ loginFormat });
    expect((await connect({ providerId: id, login })).status).toBe(201);
    expect(app.adapter.logins).toEqual([expected]);
  });

  it('open a shared mailbox by the user’s own login', async () => {
    const shared = await connect({ sharedMailboxAddress: 'Sales@example.com' });
    expect(shared.body).toMatchObject({ kind: 'shared', login: 'Anna@example.com', sharedMailboxAddress: 'Sales@example.com' });
    expect((await connect()).status).toBe(201);
  });

  it('save no shared mailbox that the login may not open', async () => {
    app.adapter.failure = new MailError('authorization-denied');
    expect(await connect({ sharedMailboxAddress: 'Sales@example.com' })).toMatchObject({
      status: 422,
      body: { code: 'authorization-denied', remedy: expect.stringContaining('access to the mailbox') as string },
    });
    expect(await app.dataSource.getRepository(AccountEntity).count()).toBe(0);
  });

  it.each([
    ['an unknown domain', { emailAddress: 'anna@nowhere.example' }, 'provider-unknown'],
    ['an unknown provider', { providerId: '019a0000-0000-7000-8000-000000000000' }, 'provider-unknown'],
    ['no password', { password: undefined }, 'password-required'],
    ['a login that contradicts the format', { login: 'someone' }, 'login-contradicts'],
    ['a wrong password', { password: 'wrong' }, 'authentication-failed'],
    ['no address', { emailAddress: 'anna' }, 'validation-failed'],
  ])('refuse %s with its own code and save nothing', async (_, changes, code) => {
    expect(await connect(changes)).toMatchObject({ status: 422, body: { code } });
    expect(await app.dataSource.getRepository(AccountEntity).count()).toBe(0);
  });

  it('ask for the user name where it must be typed', async () => {
    const id = await provider({ loginFormat: 'manual' });
    expect(await connect({ providerId: id })).toMatchObject({ status: 422, body: { code: 'login-required', errors: [{ path: 'login' }] } });
  });

  it('pass on what the mail server says, with a remedy, and save nothing', async () => {
    app.adapter.failure = new MailError('tls-untrusted', { message: 'The certificate of mail.example.com is signed by “Corp CA”.' });
    expect(await connect()).toMatchObject({
      status: 422,
      body: {
        code: 'tls-untrusted',
        detail: expect.stringContaining('Corp CA') as string,
        remedy: expect.stringContaining('PEM') as string,
      },
    });
    expect(await app.dataSource.getRepository(AccountEntity).count()).toBe(0);
  });

  it('answer within ten seconds when the mail server never does', async () => {
    app.adapter.failure = 'silence';
    expect(await connect()).toMatchObject({ status: 422, body: { code: 'timeout' } });
  }, 15_000);

  it('connect a mailbox once for each user', async () => {
    await connect();
    expect(await connect({ emailAddress: 'anna@example.com' })).toMatchObject({ status: 409, body: { code: 'account-exists' } });
    expect((await connect({}, 'ben')).status).toBe(201);
  });

  it('save new credentials only when they work', async () => {
    const path = `/accounts/${String((await connect()).body['id'])}`;
    expect(await app.call('anna', 'PATCH', path, { password: 'wrong' })).toMatchObject({
      status: 422,
      body: { code: 'authentication-failed' },
    });
    expect((await app.call('anna', 'POST', `${path}/reconnect`)).status).toBe(200);
    expect(await app.call('anna', 'PATCH', path, { password })).toMatchObject({ status: 200, body: { lastError: null } });
  });

  it('pause and resume', async () => {
    const path = `/accounts/${String((await connect()).body['id'])}`;
    expect((await app.call('anna', 'POST', `${path}/pause`)).body).toMatchObject({ phase: 'paused' });
    expect(await app.call('anna', 'POST', `${path}/sync`)).toMatchObject({ status: 409, body: { code: 'account-paused' } });
    expect((await app.call('anna', 'POST', `${path}/resume`)).body).toMatchObject({ phase: 'connecting' });
    expect((await app.call('anna', 'POST', `${path}/sync`)).status).toBe(200);
  });

  it('say why one does not work and what to do', async () => {
    const { body } = await connect();
    await app.dataSource
      .getRepository(AccountEntity)
      .update(
        { ownerId: 'anna' },
        { phase: 'needs-attention', errorCode: 'authentication-failed', errorMessage: 'Refused.', errorSince: 1_000 },
      );
    expect((await app.call('anna', 'GET', `/accounts/${String(body['id'])}`)).body).toMatchObject({
      lastError: { code: 'authentication-failed', message: 'Refused.', since: '1970-01-01T00:00:01.000Z' },
    });
    expect((await app.call('admin', 'GET', `/providers/${providerId}`)).body).toMatchObject({
      accountCount: 1,
      accountsNeedingAttention: 1,
    });
  });

  it('keep their provider from being deleted until they are', async () => {
    const { body } = await connect();
    const bens = await connect({ emailAddress: 'ben@example.com' }, 'ben');
    expect(await app.call('admin', 'DELETE', `/providers/${providerId}`)).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'provider-has-accounts', accountCount: 2, remedy: expect.any(String) as string },
        accounts: [
          { id: body['id'], emailAddress: 'Anna@example.com', ownerId: 'anna', ownerName: 'anna' },
          { id: bens.body['id'], emailAddress: 'ben@example.com', ownerId: 'ben', ownerName: 'ben' },
        ],
      },
    });
    await app.call('ben', 'DELETE', `/accounts/${String(bens.body['id'])}`);
    expect((await app.call('anna', 'DELETE', `/accounts/${String(body['id'])}`)).status).toBe(204);
    expect((await app.call('anna', 'GET', '/accounts')).body).toMatchObject({ items: [] });
    expect((await app.call('admin', 'DELETE', `/providers/${providerId}`)).status).toBe(204);
  });

  it('are listed for administrators whoever owns them', async () => {
    await connect();
    await connect({}, 'ben');
    expect((await app.call('admin', 'GET', '/accounts')).body['items']).toEqual([]);
    const { body } = await app.call('admin', 'GET', '/accounts?scope=all');
    expect(body['items']).toMatchObject([{ ownerName: 'anna' }, { ownerName: 'ben' }]);
    const other = await provider({ name: 'Other' });
    expect((await app.call('admin', 'GET', `/accounts?scope=all&providerId=${other}`)).body['items']).toEqual([]);
    expect((await app.call('admin', 'GET', `/accounts?scope=all&providerId=${providerId}`)).body).toEqual(body);
    expect(await app.call('ben', 'GET', '/accounts?scope=all')).toMatchObject({ status: 403, body: { code: 'permission-required' } });
  });
});
