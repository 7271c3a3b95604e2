import { TestApp } from '../testing/test-app';

const provider = {
  name: 'Example',
  serviceType: 'exchange',
  serviceAddress: 'https://mail.example.com/EWS/Exchange.asmx',
  domains: ['example.com'],
};

describe('email providers', () => {
  let app: TestApp;
  beforeEach(async () => (app = await TestApp.start()));
  afterEach(() => app.close());

  const create = (changes: object = {}) => app.call('admin', 'POST', '/providers', { ...provider, ...changes });

  it('are stored as an administrator enters them, and shown to others without their details', async () => {
    const created = await create();
    expect(created).toMatchObject({
      status: 201,
      body: {
        serviceAddress: 'mail.example.com',
        loginFormat: 'emailAddress',
        authMethod: 'basic',
        domains: ['example.com'],
        accountCount: 0,
      },
    });
    const summary = { id: created.body['id'], name: 'Example', serviceType: 'exchange', loginFormat: 'emailAddress', authMethod: 'basic' };
    expect((await app.call('anna', 'GET', '/providers')).body).toEqual({ items: [summary], nextCursor: null });
    expect((await app.call('anna', 'GET', `/providers/${String(summary.id)}`)).body).toEqual(summary);
    expect((await app.call('admin', 'GET', `/providers/${String(summary.id)}`)).body).toEqual(created.body);
  });

  it('tell which one an address belongs to, and what must be asked', async () => {
    await create({ loginFormat: 'manual' });
    const match = await app.call('anna', 'GET', '/provider-match?emailAddress=anna@Example.com');
    expect(match.body).toMatchObject({ provider: { name: 'Example' }, asks: ['login', 'password'] });
    expect((await app.call('anna', 'GET', '/provider-match?emailAddress=anna@other.com')).body).toEqual({
      provider: null,
      asks: ['provider'],
    });
    expect(await app.call('anna', 'GET', '/provider-match?emailAddress=anna')).toMatchObject({
      status: 422,
      body: { code: 'validation-failed', errors: [{ path: 'emailAddress', code: 'invalid-email-address' }] },
    });
  });

  it.each([
    [{ serviceType: 'imap' }, 'serviceType', 'service-type-unavailable'],
    [{ authMethod: 'oauth2', clientId: 'a', clientSecret: 'b' }, 'authMethod', 'auth-method-unavailable'],
    [{ exchangeVersion: 'Exchange5' }, 'exchangeVersion', 'version-unknown'],
    [{ receive: false, send: false }, 'receive', 'receive-or-send-required'],
    [{ serviceAddress: 'http://mail.example.com' }, 'serviceAddress', 'plain-http-forbidden'],
    [{ serviceAddress: '169.254.169.254' }, 'serviceAddress', 'network-forbidden'],
    [{ serviceAddress: 'https://[::ffff:127.0.0.1]/' }, 'serviceAddress', 'network-forbidden'],
    [{ serviceAddress: '0x7f.1' }, 'serviceAddress', 'network-forbidden'],
    [{ serviceAddress: 'localhost:8443' }, 'serviceAddress', 'network-forbidden'],
    [
      { trustedCertificate: '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----' },
      'trustedCertificate',
      'invalid-certificate',
    ],
  ])('refuse %j, naming the field', async (changes, path, code) => {
    const refused = await create(changes);
    expect(refused).toMatchObject({ status: 422, body: { code: 'validation-failed', errors: [{ path, code }] } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await app.call('admin', 'GET', '/providers')).body).toMatchObject({ items: [] });
  });

  it('keep what a change does not name, and judge the whole by the same rules', async () => {
    const { body } = await create({ exchangeVersion: 'Exchange2016' });
    const path = `/providers/${String(body['id'])}`;
    const changed = await app.call('admin', 'PATCH', path, { name: 'Renamed', domains: ['example.com', 'münchen.example'] });
    expect(changed.body).toMatchObject({
      ...{ name: 'Renamed', exchangeVersion: 'Exchange2016', serviceAddress: 'mail.example.com' },
      domains: ['example.com', 'xn--mnchen-3ya.example'],
    });
    await app.call('admin', 'PATCH', path, { receive: false });
    expect(await app.call('admin', 'PATCH', path, { send: false })).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'receive-or-send-required' }] },
    });
  });

  it('share no domain, and say whose it is', async () => {
    await create();
    expect(await create({ name: 'Second' })).toMatchObject({
      status: 409,
      body: { code: 'domain-taken', detail: expect.stringContaining('Example') as string },
    });
    const second = await create({ name: 'Second', domains: [] });
    const added = await app.call('admin', 'POST', '/provider-domains', { domain: '@Second.example', providerId: second.body['id'] });
    expect(added).toMatchObject({ status: 201, body: { domain: 'second.example', providerId: second.body['id'] } });
    expect((await app.call('admin', 'GET', '/provider-domains?limit=1')).body).toMatchObject({ items: [{ domain: 'example.com' }] });
    expect(await app.call('admin', 'POST', '/provider-domains', { domain: 'example.com', providerId: second.body['id'] })).toMatchObject({
      status: 409,
    });
    expect((await app.call('admin', 'DELETE', `/provider-domains/${String(added.body['id'])}`)).status).toBe(204);
    expect((await app.call('admin', 'DELETE', `/provider-domains/${String(added.body['id'])}`)).status).toBe(404);
  });

  it('are deleted with their domains', async () => {
    const { body } = await create();
    expect((await app.call('admin', 'DELETE', `/providers/${String(body['id'])}`)).status).toBe(204);
    expect((await app.call('admin', 'GET', `/providers/${String(body['id'])}`)).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await create()).status).toBe(201);
  });
});
