import { type RunningIdentitySimulator, PlainBrowser, startIdentitySimulator } from '@mailroom/identity-simulator';
import { decodeJwt } from 'jose';
import { type Authority, type MicrosoftCloud, microsoftClouds } from './authority';
import { type AuthorityClient } from './authority-network';
import { MailboxAuthorization } from './mailbox-authorization';
import { MemoryPendingStore, MemoryTokenCacheStore } from './testing/memory-stores';
import { Rig, redirectUri, session } from './testing/rig';

const alice = 'alice@example.test';
const tenant = '8d1ff6a4-5b0c-4d3e-8a7e-0f6f5b7f2c11';
const credential = { kind: 'secret', secret: 'secret-of-the-CRM' } as const;

describe.each(Object.keys(microsoftClouds) as MicrosoftCloud[])('Microsoft’s cloud "%s"', (cloud) => {
  let provider: RunningIdentitySimulator;

  beforeAll(async () => {
    provider = await startIdentitySimulator({
      tenant,
      origin: microsoftClouds[cloud].signIn,
      users: [{ address: alice }],
      applications: [{ clientId: 'crm', secret: credential.secret, redirectUris: [redirectUri] }],
    });
  });
  afterAll(() => provider.close());

  it.each([tenant, 'example.test', 'organizations', 'common'])('signs people in by tenant "%s", for its own Exchange', async (name) => {
    const rig = new Rig(provider, { authority: { kind: 'microsoft', cloud, tenant: name }, clientId: 'crm', credential });
    const url = await rig.begin(alice);
    expect(url.startsWith(`${microsoftClouds[cloud].signIn}/${name}/oauth2/v2.0/authorize?`)).toBe(true);
    expect(rig.client.requests).toEqual([]);

    const { searchParams } = (await new PlainBrowser(provider).signIn(url, { address: alice })).url;
    const { user, tokenCache } = await rig.authorization.complete(searchParams, session);
    expect(user).toMatchObject({ userPrincipalName: alice, tenantId: tenant });

    const tokens = rig.tokens(new MemoryTokenCacheStore(tokenCache));
    const renewed = await tokens.token({ refused: await tokens.token() });
    expect(decodeJwt(renewed)['aud']).toBe(`https://${microsoftClouds[cloud].exchangeHost}`);
    expect(new Set(rig.client.requests)).toEqual(new Set([`POST ${microsoftClouds[cloud].signIn}/${name}/oauth2/v2.0/token`]));
  });
});

describe('A Microsoft tenant', () => {
  let provider: RunningIdentitySimulator;
  const rigFor = (name: string): Rig => new Rig(provider, { authority: microsoft(name), clientId: 'crm', credential });
  const microsoft = (name: string): Authority => ({ kind: 'microsoft', cloud: 'global', tenant: name });

  beforeAll(async () => {
    provider = await startIdentitySimulator({
      tenant,
      origin: microsoftClouds.global.signIn,
      users: [{ address: alice }],
      applications: [{ clientId: 'crm', secret: credential.secret, redirectUris: [redirectUri] }],
    });
  });
  afterAll(() => provider.close());

  it('that does not exist is said to be wrong', async () => {
    const rig = rigFor('organizations');
    const { searchParams } = (await new PlainBrowser(provider).signIn(await rig.begin(alice), { address: alice })).url;
    rig.application = { ...rig.application, authority: microsoft('nowhere.test') };
    const refusal = await rig.refusal(rig.authorization.complete(searchParams, session));
    expect(refusal).toMatchObject({ code: 'tenant-not-found', kind: 'administrator-required', serverCode: 'AADSTS90002' });
  });

  it('may not be another than the one that was set up', async () => {
    const rig = rigFor('organizations');
    const { searchParams } = (await new PlainBrowser(provider).signIn(await rig.begin(alice), { address: alice })).url;
    const elsewhere = '00000000-5b0c-4d3e-8a7e-0f6f5b7f2c11';
    rig.application = { ...rig.application, authority: microsoft(elsewhere) };
    const { send } = rig.client;
    const client: AuthorityClient = (request) => send({ ...request, url: new URL(request.url.href.replace(elsewhere, tenant)) });
    const strict = new MailboxAuthorization({
      connection: { client },
      pending: rig.pending,
      application: () => Promise.resolve(rig.application),
      redirectUri,
    });
    expect((await rig.refusal(strict.complete(searchParams, session))).code).toBe('id-token-rejected');
  });

  it.each(['', 'contoso', '../common', 'example.test/x', 'a b.test', 'example.test?x=.y'])('is not "%s"', async (name) => {
    expect((await rigFor(name).refusal(rigFor(name).begin(alice))).code).toBe('authority-invalid');
  });
});

describe('An OpenID provider', () => {
  const begin = (issuer: string, client: AuthorityClient): Promise<string> =>
    new MailboxAuthorization({
      connection: { client },
      pending: new MemoryPendingStore(),
      application: () => Promise.resolve({ authority: { kind: 'openid', issuer }, clientId: 'crm', credential }),
      redirectUri,
    }).begin({ providerId: 'p', mailbox: alice, session });

  const answering =
    (status: number, body: string): AuthorityClient =>
    () =>
      Promise.resolve({ status, headers: {}, body });

  const configuration = (changes: object = {}): string =>
    JSON.stringify({
      issuer: 'https://login.example.test',
      authorization_endpoint: 'https://login.example.test/authorize',
      token_endpoint: 'https://login.example.test/token',
      jwks_uri: 'https://login.example.test/keys',
      ...changes,
    });

  it.each([
    'http://login.example.test',
    'login.example.test',
    'https://login.example.test?x',
    'https://me:pw@login.example.test',
    'ftp://x',
  ])('is not to be had at "%s"', async (issuer) => {
    await expect(begin(issuer, answering(200, configuration()))).rejects.toMatchObject({ code: 'authority-invalid' });
  });

  it('is asked at the host where it is, and nowhere else', async () => {
    const asked: string[] = [];
    const url = await begin('https://login.example.test', (request) => {
      asked.push(request.url.href);
      return answering(200, configuration())(request);
    });
    expect(asked).toEqual(['https://login.example.test/.well-known/openid-configuration']);
    expect(url).toMatch(/^https:\/\/login\.example\.test\/authorize\?/);
  });

  it.each([
    ['a web page answers', 200, '<html>Welcome</html>'],
    ['nothing is there', 404, '<html>Not found</html>'],
    ['it answers something else', 200, '{"hello":"world"}'],
    ['it is somebody else’s configuration', 200, configuration({ issuer: 'https://elsewhere.example' })],
  ])('is said to be missing when %s', async (_what, status, body) => {
    await expect(begin('https://login.example.test', answering(status, body))).rejects.toMatchObject({ code: 'authority-invalid' });
  });

  it('says what kept it from being reached, as the network says it', async () => {
    const cause = new Error('“login.example.test” is in a network that the CRM does not connect to.');
    await expect(begin('https://login.example.test', () => Promise.reject(cause))).rejects.toMatchObject({
      code: 'authority-unreachable',
      cause,
    });
  });

  it('is not sent a secret without encryption', async () => {
    const sent: string[] = [];
    const client: AuthorityClient = (request) => {
      sent.push(request.url.href);
      return answering(200, configuration({ token_endpoint: 'http://login.example.test/token' }))(request);
    };
    const pending = new MemoryPendingStore();
    const authorization = new MailboxAuthorization({
      connection: { client },
      pending,
      application: () =>
        Promise.resolve({ authority: { kind: 'openid', issuer: 'https://login.example.test' }, clientId: 'crm', credential }),
      redirectUri,
    });
    const state = new URL(await authorization.begin({ providerId: 'p', mailbox: alice, session })).searchParams.get('state') ?? '';
    await expect(authorization.complete(new URLSearchParams({ state, code: 'c' }), session)).rejects.toMatchObject({
      code: 'authority-invalid',
    });
    expect(sent.every((href) => href.startsWith('https://'))).toBe(true);
  });
});
