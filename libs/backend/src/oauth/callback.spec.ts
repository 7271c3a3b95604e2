import { exchangeAdapter } from '@mailroom/adapter-exchange';
import type { RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { PlainBrowser, type RunningIdentitySimulator, startIdentitySimulator } from '@mailroom/identity-simulator';
import { clientSecret, OAuthCrm, redirectUri } from '../testing/oauth-crm';
import { TestApp } from '../testing/test-app';

const anna = 'anna@example.com';
const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('Connecting a mailbox by OAuth 2.0', () => {
  let identity: RunningIdentitySimulator;
  let exchange: RunningSimulator;
  let app: TestApp;
  let crm: OAuthCrm;

  beforeAll(async () => {
    identity = await startIdentitySimulator({
      users: [{ address: anna }, { address: 'ben@example.com' }],
      applications: [{ clientId: 'crm', secret: clientSecret, redirectUris: [redirectUri] }],
    });
    exchange = await startSimulator({ oauth: { issuer: identity.issuer, ca: identity.ca } });
    for (const address of [anna, 'sales@example.com']) exchange.deliver(address, 'Inbox', 'Subject: Hello\r\n\r\nHi');
  });
  afterAll(() => Promise.all([exchange.close(), identity.close()]));

  beforeEach(async () => {
    identity.reset();
    app = await TestApp.start({ adapters: [exchangeAdapter()], allowedNetworks: ['127.0.0.0/8', '::1/128'] });
    const { issuer, ca } = identity;
    crm = await OAuthCrm.with(app, { issuer, serviceAddress: exchange.serviceAddress, trustedCertificate: `${exchange.ca}\n${ca}` });
  });
  afterEach(() => app.close());

  const signIn = async (authorizationUrl: string, address = anna): Promise<URL> =>
    (await new PlainBrowser(identity).signIn(authorizationUrl, { address })).url;
  const accounts = async (): Promise<unknown[]> => (await app.call('anna', 'GET', '/accounts')).body['items'] as unknown[];

  it('saves nothing until its owner has signed in, and then an account whose mailbox has been opened', async () => {
    const { authorizationUrl, cookie } = await crm.begin('/accounts', { emailAddress: anna, returnTo: '/mail/accounts?tab=1' });
    expect(await accounts()).toEqual([]);
    const { status, location } = await crm.comeBack(await signIn(authorizationUrl), { cookie, ...browser });
    const [account] = (await accounts()) as { id: string }[];
    expect(account).toMatchObject({ emailAddress: anna, authMethod: 'oauth2', kind: 'personal', lastError: null });
    expect({ status, location: location?.href }).toEqual({
      status: 303,
      location: `https://crm.example.com/mail/accounts?tab=1&connectedAccount=${account?.id ?? ''}`,
    });
  });

  it('gives the browser a cookie of its own that comes back from another site, over TLS, to the callback alone', async () => {
    const { headers } = await app.call('anna', 'POST', '/accounts', { emailAddress: anna });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^mailroom_sign_in_[\w-]{16}=[\w-]{43}; /);
    expect(cookie.split('; ').slice(1)).toEqual(['Path=/api/mail/oauth/callback', 'Max-Age=600', 'HttpOnly', 'SameSite=Lax', 'Secure']);
  });

  it('goes on where several are begun at once, each to its own end', async () => {
    const [first, second] = [
      await crm.begin(),
      await crm.begin('/accounts', { emailAddress: anna, sharedMailboxAddress: 'ben@example.com' }),
    ];
    const cookie = `${first.cookie}; ${second.cookie}`;
    expect(await crm.comeBack(await signIn(first.authorizationUrl), { cookie })).toMatchObject({ status: 303 });
    expect(await crm.comeBack(await signIn(second.authorizationUrl), { cookie })).toMatchObject({ code: 'mailbox-not-found' });
  });

  describe('is refused, and nothing is saved,', () => {
    afterEach(async () => {
      expect(await accounts()).toEqual([]);
    });

    it('when it was not begun here', async () => {
      const { cookie } = await crm.begin();
      expect(await crm.comeBack(new URL('https://evil.example/?state=made-up&code=x'), { cookie })).toMatchObject({
        status: 400,
        code: 'oauth-state-unknown',
      });
    });

    it('in another browser, even one whose user is signed in; its owner can still finish, and only once', async () => {
      const { authorizationUrl, cookie } = await crm.begin();
      const others = await crm.begin('/accounts', { emailAddress: 'ben@example.com' }, 'ben');
      const address = await signIn(authorizationUrl);
      const refused = { status: 403, code: 'oauth-state-other-session' };
      expect(await crm.comeBack(address)).toMatchObject(refused);
      expect(await crm.comeBack(address, { user: 'anna' })).toMatchObject(refused);
      expect(await crm.comeBack(address, { cookie: others.cookie, user: 'ben' })).toMatchObject(refused);
      expect(await crm.comeBack(address, { cookie, user: 'ben' })).toMatchObject(refused);
      expect(await crm.comeBack(address, { cookie, user: 'anna' })).toMatchObject({ status: 303 });
      const [{ id }] = (await accounts()) as [{ id: string }];
      expect(await crm.comeBack(address, { cookie, user: 'anna' })).toMatchObject({ status: 409, code: 'oauth-state-replayed' });
      await app.call('anna', 'DELETE', `/accounts/${id}`);
    });

    it('after ten minutes', async () => {
      const { authorizationUrl, cookie } = await crm.begin();
      const address = await signIn(authorizationUrl);
      const later = Date.now() + 11 * 60_000;
      const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
      expect(await crm.comeBack(address, { cookie })).toMatchObject({ status: 410, code: 'oauth-state-expired' });
      clock.mockRestore();
    });

    it('when somebody else signed in, or permission was not given', async () => {
      const wrong = await crm.begin();
      expect(await crm.comeBack(await signIn(wrong.authorizationUrl, 'ben@example.com'), wrong)).toMatchObject({
        status: 422,
        code: 'wrong-mailbox-signed-in',
      });
      const denied = await crm.begin();
      const page = await new PlainBrowser(identity).signIn(denied.authorizationUrl, { address: anna, consent: 'Cancel' });
      expect(await crm.comeBack(page.url, denied)).toMatchObject({ status: 422, code: 'consent-denied' });
    });

    it('when the mailbox cannot be opened', async () => {
      const { authorizationUrl, cookie } = await crm.begin('/accounts', { emailAddress: anna, sharedMailboxAddress: 'sales@example.com' });
      expect(await crm.comeBack(await signIn(authorizationUrl), { cookie })).toMatchObject({ status: 422, code: 'authorization-denied' });
    });

    it('when the client secret is wrong, saying whose business that is', async () => {
      await app.call('admin', 'PATCH', `/providers/${crm.providerId}`, { clientSecret: 'an old one' });
      const { authorizationUrl, cookie } = await crm.begin();
      expect(await crm.comeBack(await signIn(authorizationUrl), { cookie })).toMatchObject({ status: 422, code: 'client-rejected' });
    });
  });

  it('tells a browser by the page that it goes back to, which is always the CRM’s own', async () => {
    const { authorizationUrl } = await crm.begin('/accounts', { emailAddress: anna, returnTo: '/mail' });
    const address = await signIn(authorizationUrl);
    const refused = await crm.comeBack(address, browser);
    expect([refused.status, refused.location?.href]).toEqual([303, 'https://crm.example.com/mail?connectError=oauth-state-other-session']);
    const forged = await crm.comeBack(new URL('https://evil.example/?state=x&returnTo=https://evil.example'), browser);
    expect(forged.location?.href).toBe('https://crm.example.com/?connectError=oauth-state-unknown');
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect(await app.call('anna', 'POST', '/accounts', { emailAddress: anna, returnTo })).toMatchObject({ status: 422 });
    }
  });

  it('reaches no sign-in service in a network that is forbidden, however its address is written', async () => {
    const closed = await TestApp.start({ adapters: [exchangeAdapter()] });
    const body = {
      ...{ name: 'Inside', serviceType: 'exchange', serviceAddress: 'mail.example.com', authMethod: 'oauth2' },
      ...{ clientId: 'crm', clientSecret, domains: ['example.com'] },
    };
    for (const authority of [identity.issuer, 'https://[::ffff:127.0.0.1]/', 'https://2130706433/', 'https://169.254.169.254/adfs']) {
      expect(await closed.call('admin', 'POST', '/providers', { ...body, authority })).toMatchObject({
        status: 422,
        body: { errors: [{ path: 'authority', code: 'network-forbidden' }] },
      });
    }
    // As if the name had led elsewhere when the provider was saved.
    await closed.call('admin', 'POST', '/providers', body);
    await closed.dataSource.query('UPDATE mail_provider SET authority = ?', [identity.issuer]);
    expect(await closed.call('anna', 'POST', '/accounts', { emailAddress: anna })).toMatchObject({ body: { code: 'network-forbidden' } });
    await closed.close();
  });

  it('remembers ten sign-ins of a user, and forgets the oldest', async () => {
    const first = await crm.begin();
    for (let count = 0; count < 10; count++) await crm.begin();
    expect(await crm.rows('SELECT id FROM mail_sign_in')).toHaveLength(10);
    expect(await crm.comeBack(await signIn(first.authorizationUrl), first)).toMatchObject({ code: 'oauth-state-unknown' });
  });

  it('tells administrators what to enter where the application is registered', async () => {
    expect((await app.call('admin', 'GET', '/oauth/registration')).body).toMatchObject({ redirectUri });
    expect((await app.call('anna', 'GET', '/oauth/registration')).status).toBe(403);
  });
});
