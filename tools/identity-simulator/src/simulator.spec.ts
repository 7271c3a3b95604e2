import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:https';
import { json } from 'node:stream/consumers';
import { type JWTPayload, type JSONWebKeySet, createLocalJWKSet, jwtVerify } from 'jose';
import { PlainBrowser } from './browser';
import { type RunningIdentitySimulator, startIdentitySimulator } from './simulator';

const callback = 'https://crm.example.test/callback';
const ews = 'https://outlook.office365.com/EWS.AccessAsUser.All';
const verifier = randomBytes(32).toString('base64url');

let provider: RunningIdentitySimulator;

beforeAll(async () => {
  provider = await startIdentitySimulator({
    users: [{ address: 'alice@example.test' }, { address: 'bob@example.test', password: 'bob’s own' }],
    applications: [
      { clientId: 'crm', secret: 'the secret', redirectUris: [callback] },
      { clientId: 'daemon', secret: 'another secret' },
    ],
  });
});
beforeEach(() => provider.reset());
afterAll(() => provider.close());

type Answer = Record<string, unknown>;

function send(url: string, form?: Record<string, string>): Promise<{ status: number; body: Answer }> {
  return new Promise((resolve, reject) => {
    const body = form && new URLSearchParams(form).toString();
    const headers = body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' };
    request(url, { method: form ? 'POST' : 'GET', headers, ca: provider.ca, agent: false }, (response) => {
      json(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer as Answer }), reject);
    })
      .on('error', reject)
      .end(body);
  });
}

async function control(method: string, path: string, body: object = {}): Promise<{ status: number; body: Answer }> {
  const response = await fetch(provider.controlUrl + path, method === 'GET' ? {} : { method, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Answer };
}

function authorizationUrl(parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'crm',
    response_type: 'code',
    redirect_uri: callback,
    scope: `openid profile offline_access ${ews}`,
    state: 'the state',
    nonce: 'the nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return `${provider.origin}/${provider.tenant}/oauth2/v2.0/authorize?${query.toString()}`;
}

function token(form: Record<string, string>): Promise<{ status: number; body: Answer }> {
  return send(`${provider.origin}/${provider.tenant}/oauth2/v2.0/token`, { client_id: 'crm', client_secret: 'the secret', ...form });
}

async function tokensOf(address: string, password?: string): Promise<Answer> {
  const page = await new PlainBrowser(provider).signIn(authorizationUrl(), { address, password });
  const code = page.url.searchParams.get('code') ?? '';
  return (await token({ grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier })).body;
}

const refreshed = (tokens: Answer): ReturnType<typeof token> =>
  token({ grant_type: 'refresh_token', refresh_token: String(tokens['refresh_token']), scope: `${ews} openid profile offline_access` });

async function claims(jwt: unknown, audience: string): Promise<JWTPayload> {
  const discovery = await send(`${provider.issuer}/.well-known/openid-configuration`);
  const keys = (await send(String(discovery.body['jwks_uri']))).body as unknown as JSONWebKeySet;
  return (await jwtVerify(String(jwt), createLocalJWKSet(keys), { issuer: provider.issuer, audience })).payload;
}

describe('A person who signs in', () => {
  it('gives the application a token for their mailbox, and says who they are', async () => {
    const tokens = await tokensOf('alice@example.test');
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: ews, refresh_token: expect.any(String) as string });
    const access = await claims(tokens['access_token'], 'https://outlook.office365.com');
    expect(access).toMatchObject({ upn: 'alice@example.test', scp: 'EWS.AccessAsUser.All', tid: provider.tenant, appid: 'crm' });
    expect(access).not.toHaveProperty('roles');
    const identity = await claims(tokens['id_token'], 'crm');
    expect(identity).toMatchObject({ preferred_username: 'alice@example.test', tid: provider.tenant, nonce: 'the nonce' });
  });

  it('is asked for the address, the password and permission; permission only once', async () => {
    const browser = new PlainBrowser(provider);
    const first = await browser.open(authorizationUrl({ login_hint: 'bob@example.test' }));
    expect(first.html).toContain('value="bob@example.test"');
    const unknown = await browser.press(first, 'Next', { 'Email address': 'nobody@example.test' });
    expect(unknown.html).toContain('We couldn’t find an account with that user name.');
    const second = await browser.press(unknown, 'Next', { 'Email address': 'BOB@example.test' });
    const wrong = await browser.press(second, 'Sign in', { Password: 'secret' });
    expect(wrong.html).toContain('Your account or password is incorrect.');
    const third = await browser.press(wrong, 'Sign in', { Password: 'bob’s own' });
    expect(third.html).toContain('Access your mailboxes via Exchange Web Services');
    const end = await browser.press(third, 'Accept');
    expect(end.url.href).toMatch(/^https:\/\/crm\.example\.test\/callback\?code=[^&]+&state=the\+?(%20)?state&iss=/);

    const asked = await browser.press(await browser.open(authorizationUrl()), 'Next', { 'Email address': 'bob@example.test' });
    const again = await browser.press(asked, 'Sign in', { Password: 'bob’s own' });
    expect(again.url.searchParams.get('code')).toEqual(expect.any(String));
  });

  it('may refuse', async () => {
    const page = await new PlainBrowser(provider).signIn(authorizationUrl(), { address: 'alice@example.test', consent: 'Cancel' });
    expect(page.url.searchParams.get('error')).toBe('access_denied');
    expect(page.url.searchParams.get('error_description')).toMatch(/^AADSTS65004: /);
  });

  it.each([
    ['denied', 'AADSTS65004'],
    ['granted', null],
  ])('is not asked for permission that is %s for all', async (consent, number) => {
    await control('PATCH', '/behaviour', { consent });
    const browser = new PlainBrowser(provider);
    const asked = await browser.press(await browser.open(authorizationUrl()), 'Next', { 'Email address': 'alice@example.test' });
    const end = await browser.press(asked, 'Sign in', { Password: 'secret' });
    expect(end.url.searchParams.get('error_description')?.slice(0, 11) ?? null).toBe(number);
    expect(end.url.searchParams.has('code')).toBe(number === null);
  });

  it('learns that only an administrator may give permission', async () => {
    provider.behaviour.consent = 'administrator';
    const browser = new PlainBrowser(provider);
    const asked = await browser.press(await browser.open(authorizationUrl()), 'Next', { 'Email address': 'alice@example.test' });
    const told = await browser.press(asked, 'Sign in', { Password: 'secret' });
    expect(told.html).toContain('Need admin approval');
    const end = await browser.press(told, 'Return to the application without granting consent');
    expect(end.url.searchParams.get('error_description')).toMatch(/^AADSTS90094: /);
  });

  it('is not sent to an address that the application has not registered', async () => {
    const page = await new PlainBrowser(provider).open(authorizationUrl({ redirect_uri: 'https://elsewhere.example/' }));
    expect(page.status).toBe(400);
    expect(page.html).toContain('We’re having trouble signing you in.');
  });

  it('sees text from outside as text', async () => {
    const page = await new PlainBrowser(provider).open(authorizationUrl({ login_hint: '"><script>alert(1)</script>' }));
    expect(page.html).not.toContain('<script>');
  });
});

describe('An application', () => {
  it('gets tokens of its own, which may do what it may and name nobody', async () => {
    const { body } = await token({
      client_id: 'daemon',
      client_secret: 'another secret',
      grant_type: 'client_credentials',
      scope: 'https://mail.example.test/.default',
    });
    const access = await claims(body['access_token'], 'https://mail.example.test');
    expect(access).toMatchObject({ roles: ['full_access_as_app'], appid: 'daemon', tid: provider.tenant });
    expect(access).not.toHaveProperty('upn');
    expect(access).not.toHaveProperty('scp');
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['an unknown id', { client_id: 'unknown' }, 400, 'unauthorized_client', 700016],
    ['no secret', { client_secret: '' }, 401, 'invalid_client', 7000218],
    ['a permission that does not exist', { scope: 'https://outlook.office365.com/Everything' }, 400, 'invalid_scope', 70011],
  ])('with %s is refused in Microsoft’s words', async (_what, wrong, status, error, number) => {
    const answer = await token({ grant_type: 'client_credentials', scope: 'https://outlook.office365.com/.default', ...wrong });
    expect(answer).toMatchObject({ status, body: { error, error_codes: [number] } });
    expect(answer.body['error_description']).toMatch(new RegExp(`^AADSTS${number}: .+ Trace ID: .+ Correlation ID: .+ Timestamp: .+Z$`));
    expect(provider.stats().refusals).toEqual({ [number]: 1 });
  });

  it('is refused when its secret expired, until it has a new one', async () => {
    await control('PATCH', '/applications/daemon', { isSecretExpired: true });
    const ask = { client_id: 'daemon', grant_type: 'client_credentials', scope: 'https://outlook.office365.com/.default' };
    expect((await token({ ...ask, client_secret: 'another secret' })).body['error_codes']).toEqual([7000222]);
    await control('PATCH', '/applications/daemon', { secret: 'a newer one' });
    expect((await token({ ...ask, client_secret: 'a newer one' })).status).toBe(200);
  });
});

describe('A refresh token', () => {
  it('is exchanged for new tokens, and stays good itself as Microsoft’s do', async () => {
    const tokens = await tokensOf('alice@example.test');
    const { body } = await refreshed(tokens);
    expect(body['refresh_token']).not.toBe(tokens['refresh_token']);
    expect((await claims(body['access_token'], 'https://outlook.office365.com'))['upn']).toBe('alice@example.test');
    expect((await refreshed(tokens)).status).toBe(200);
    expect(provider.stats().tokens).toEqual({ authorization_code: 1, refresh_token: 2 });
  });

  it.each([
    ['revoked', 50173],
    ['expired', 700082],
  ])('can be %s', async (why, number) => {
    const tokens = await tokensOf('alice@example.test');
    expect((await control('POST', '/users/alice@example.test/revoke', { why })).body).toEqual({ refreshTokens: 1 });
    expect(await refreshed(tokens)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [number] } });
  });

  it('is not enough when the person must prove who they are again, until they do', async () => {
    const tokens = await tokensOf('alice@example.test');
    await control('POST', '/users/alice@example.test/require-interaction');
    const refusal = await refreshed(tokens);
    expect(refusal.body).toMatchObject({ error: 'interaction_required', error_codes: [50076], suberror: 'basic_action' });
    expect((await refreshed(await tokensOf('alice@example.test'))).status).toBe(200);
  });

  it('dies with the person’s account', async () => {
    const tokens = await tokensOf('alice@example.test');
    await control('DELETE', '/users/alice@example.test');
    expect((await refreshed(tokens)).body['error']).toBe('invalid_grant');
  });

  it('that is used twice takes the others with it, where reuse is looked for', async () => {
    const lenient = provider;
    provider = await startIdentitySimulator({
      reuseDetection: true,
      users: [{ address: 'alice@example.test' }],
      applications: [{ clientId: 'crm', secret: 'the secret', redirectUris: [callback] }],
    });
    try {
      const tokens = await tokensOf('alice@example.test');
      const { body } = await refreshed(tokens);
      expect((await refreshed(tokens)).status).toBe(400);
      expect((await refreshed(body)).status).toBe(400);
    } finally {
      await provider.close();
      provider = lenient;
    }
  });
});

describe('The control interface', () => {
  it('sets how long access tokens live and by which clock they are dated', async () => {
    await control('PATCH', '/behaviour', { accessTokenSeconds: 60, clockOffsetSeconds: -7200 });
    const tokens = await tokensOf('alice@example.test');
    expect(tokens['expires_in']).toBe(60);
    await expect(claims(tokens['access_token'], 'https://outlook.office365.com')).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it('adds people', async () => {
    await control('PUT', '/users/carol@example.test', { password: 'hers' });
    expect(await tokensOf('carol@example.test', 'hers')).toHaveProperty('access_token');
  });

  it.each([
    ['failing', 500],
    ['busy', 429],
  ])('makes the provider %s', async (availability, status) => {
    await control('PATCH', '/behaviour', { availability });
    expect((await new PlainBrowser(provider).open(authorizationUrl())).status).toBe(status);
    await control('POST', '/reset');
    expect((await new PlainBrowser(provider).open(authorizationUrl())).status).toBe(200);
  });

  it('makes the provider unreachable', async () => {
    await control('PATCH', '/behaviour', { availability: 'unreachable' });
    await expect(new PlainBrowser(provider).open(authorizationUrl())).rejects.toThrow();
  });

  it('makes the provider slow', async () => {
    await control('PATCH', '/behaviour', { availability: 'slow', milliseconds: 1 });
    expect((await new PlainBrowser(provider).open(authorizationUrl())).status).toBe(200);
  });

  it('says what is wrong with a call', async () => {
    expect(await control('PATCH', '/behaviour', { consent: 'perhaps' })).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(await control('PATCH', '/behaviour', { conzent: 'ask' })).toMatchObject({
      status: 400,
      body: { message: '"conzent" is not known here.' },
    });
    expect(await control('POST', '/users/nobody@example.test/revoke')).toMatchObject({ status: 404, body: { code: 'no-such-user' } });
    expect(await control('DELETE', '/stats')).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    expect(await control('POST', '/nothing')).toMatchObject({ status: 404, body: { code: 'no-such-call' } });
  });
});

describe('A tenant', () => {
  it.each(['common', 'organizations', 'example.test'])('is found as %s too', async (name) => {
    const page = await new PlainBrowser(provider).open(authorizationUrl().replace(provider.tenant, name));
    expect(page.html).toContain('<h1>Sign in</h1>');
  });

  it('that does not exist is refused in Microsoft’s words', async () => {
    const answer = await send(`${provider.origin}/nowhere.test/v2.0/.well-known/openid-configuration`);
    expect(answer).toMatchObject({ status: 400, body: { error_codes: [90002] } });
  });
});
