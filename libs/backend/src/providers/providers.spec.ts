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
    [{ serviceType: 'microsoft365', authMethod: 'ntlm' }, 'authMethod', 'oauth-required'],
    [{ serviceType: 'microsoft365', authMethod: 'oauth2', clientSecret: 'b' }, 'clientId', 'client-id-required'],
    [{ exchangeVersion: 'Exchange5' }, 'exchangeVersion', 'version-unknown'],
    [{ receive: false, send: false }, 'receive', 'receive-or-send-required'],
    [{ serviceAddress: 'http://mail.example.com' }, 'serviceAddress', 'plain-http-forbidden'],
    [{ serviceAddress: 'https://anna:secret@mail.example.com' }, 'serviceAddress', 'service-address-credentials'],
    [{ serviceAddress: 'mail.example.com/owa' }, 'serviceAddress', 'service-address-path'],
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

  it.each([
    'localhost:8443',
    '127.0.0.1',
    '0x7f.1',
    '2130706433',
    '169.254.169.254',
    '[::1]',
    '[::]',
    'https://[::ffff:127.0.0.1]/EWS/Exchange.asmx',
    '[::ffff:169.254.169.254]',
    '[::127.0.0.1]',
    '[::ffff:0:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
  ])('may not be at %s, which leads into a network that is not for mail', async (serviceAddress) => {
    const refused = await create({ serviceAddress });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: [{ path: 'serviceAddress', code: 'network-forbidden', message: expect.stringContaining('is in a network') as string }],
      },
    });
  });

  it('of Microsoft 365 are offered, and warn that their web services end', async () => {
    const { body } = await app.call('admin', 'GET', '/service-types');
    expect(body['items']).toMatchObject([
      { serviceType: 'exchange', warnings: [] },
      {
        serviceType: 'microsoft365',
        authMethods: ['oauth2'],
        serviceAddress: 'outlook.office365.com',
        warnings: [{ code: 'ews-end-of-life' }],
      },
    ]);
    const online = { serviceType: 'microsoft365', serviceAddress: 'outlook.office365.com', authMethod: 'oauth2' };
    const created = await create({ ...online, clientId: 'crm', clientSecret: 'never shown' });
    expect(created).toMatchObject({ status: 201, body: { hasClientSecret: true, warnings: [{ code: 'ews-end-of-life' }] } });
    expect(created.text).not.toContain('never shown');
  });

  it('of an Exchange of one’s own warn of Basic authentication, and of Microsoft’s address', async () => {
    const codes = async (changes: object): Promise<string[]> =>
      ((await create({ domains: [], ...changes })).body['warnings'] as { code: string }[]).map(({ code }) => code);
    expect(await codes({})).toEqual(['basic-authentication-deprecated']);
    expect(await codes({ authMethod: 'ntlm' })).toEqual([]);
    expect(await codes({ authMethod: 'ntlm', serviceAddress: 'https://outlook.office365.com/EWS/Exchange.asmx' })).toEqual([
      'exchange-online-address',
      'ews-end-of-life',
    ]);
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

  it('take two administrators’ changes at once, and lose neither', async () => {
    const path = `/providers/${String((await create()).body['id'])}`;
    const changes = [{ name: 'Renamed' }, { send: false }, { loginFormat: 'mailboxName' }, { domains: ['example.com', 'example.org'] }];
    const answers = await Promise.all(changes.map((change) => app.call('admin', 'PATCH', path, change)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await app.call('admin', 'GET', path)).body).toMatchObject(Object.assign({}, ...changes) as object);
  });

  it('keep their secret when everything else changes, and show it to nobody', async () => {
    const { body } = await create({ clientSecret: 'kept' });
    const path = `/providers/${String(body['id'])}`;
    const sealed = () => app.dataSource.query<{ client_secret: string }[]>('SELECT client_secret FROM mail_provider');
    const before = await sealed();
    expect((await app.call('admin', 'PATCH', path, { name: 'Renamed', clientSecret: 'kept' })).body).toMatchObject({
      hasClientSecret: true,
    });
    expect(await sealed()).toEqual(before);
    await app.call('admin', 'PATCH', path, { clientSecret: 'another' });
    expect(await sealed()).not.toEqual(before);
    expect((await app.call('admin', 'PATCH', path, { clientSecret: null })).body).toMatchObject({ hasClientSecret: false });
  });

  it('are deleted with their domains', async () => {
    const { body } = await create();
    expect((await app.call('admin', 'DELETE', `/providers/${String(body['id'])}`)).status).toBe(204);
    expect((await app.call('admin', 'GET', `/providers/${String(body['id'])}`)).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await create()).status).toBe(201);
  });
});
