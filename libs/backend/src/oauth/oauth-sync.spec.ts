import { Logger } from '@nestjs/common';
import { exchangeAdapter } from '@mailroom/adapter-exchange';
import type { RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { PlainBrowser, type RunningIdentitySimulator, startIdentitySimulator } from '@mailroom/identity-simulator';
import { defaultSyncSettings, SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { clientSecret, OAuthCrm, redirectUri, type SignInUnderWay } from '../testing/oauth-crm';
import { TestApp } from '../testing/test-app';

const anna = 'anna@example.com';
/** Only the clock is the test's own. */
const timers = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'] as const;
const clearing = ['clearImmediate', 'clearInterval', 'clearTimeout'] as const;

describe('A mailbox that is connected by OAuth 2.0', () => {
  let identity: RunningIdentitySimulator;
  let exchange: RunningSimulator;
  let app: TestApp;
  let crm: OAuthCrm;
  let logged: string[];

  beforeEach(async () => {
    jest.useFakeTimers({ advanceTimers: true, doNotFake: [...timers, ...clearing] });
    identity = await startIdentitySimulator({
      users: [{ address: anna }],
      applications: [{ clientId: 'crm', secret: clientSecret, redirectUris: [redirectUri] }],
    });
    exchange = await startSimulator({ oauth: { issuer: identity.issuer, ca: identity.ca } });
    exchange.deliver(anna, 'Inbox', 'Subject: first\r\n\r\nHi');
    logged = [];
    app = await TestApp.start({ adapters: [exchangeAdapter()], allowedNetworks: ['127.0.0.0/8', '::1/128'], embeddedListener: true });
    for (const level of ['log', 'warn', 'error'] as const) {
      jest.spyOn(Logger.prototype, level).mockImplementation((...words: unknown[]) => void logged.push(words.join(' ')));
    }
    const { issuer, ca } = identity;
    crm = await OAuthCrm.with(app, { issuer, serviceAddress: exchange.serviceAddress, trustedCertificate: `${exchange.ca}\n${ca}` });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    jest.useRealTimers();
    await app.close();
    await Promise.all([exchange.close(), identity.close()]);
  });

  const settings = (changes: Partial<SyncSettings>): void => {
    Object.assign(app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }), { retryMs: 1, longestRetryMs: 5, ...changes });
  };
  const finish = async ({ authorizationUrl, cookie }: SignInUnderWay): Promise<string> => {
    const { url } = await new PlainBrowser(identity).signIn(authorizationUrl, { address: anna });
    const { location, code } = await crm.comeBack(url, { cookie });
    expect(code).toBeUndefined();
    return location?.searchParams.get('connectedAccount') ?? '';
  };
  const imported = async (): Promise<number> => (await crm.rows('SELECT id FROM mail_message')).length;
  const fetches = (): number => exchange.stats().operations['GetItem']?.requests ?? 0;
  const renewals = (): number => identity.stats().tokens['refresh_token'] ?? 0;
  /** For the CRM, the sign-in service and the mail server alike. */
  const passTwoHours = (): void => {
    jest.setSystemTime(Date.now() + 2 * 60 * 60 * 1000);
  };
  const account = async (id: string) => (await app.call('anna', 'GET', `/accounts/${id}`)).body;

  it('is imported; nobody notices that its token expires in the midst of it', async () => {
    settings({ batchMessages: 4 });
    exchange.generate(anna, { folder: 'Inbox', count: 1_000, bytes: 2_000, seed: 1 });
    const id = await finish(await crm.begin());
    await crm.until(async () => (await imported()) > 0);
    const before = fetches();
    passTwoHours();
    await crm.until(async () => (await imported()) === 1_001);
    await crm.untilPhase('live');
    expect(fetches()).toBeGreaterThan(before);
    expect(renewals()).toBeGreaterThan(0);
    expect(await account(id)).toMatchObject({ lastError: null, importedCount: 1_001 });
    expect(logged.filter((line) => line.includes('tried again later') || line.includes('needs attention'))).toEqual([]);
  });

  it('says within a minute that its permission was withdrawn, and goes on where it stopped once its owner has signed in again', async () => {
    const id = await finish(await crm.begin());
    await crm.untilPhase('live');
    const before = fetches();
    expect(defaultSyncSettings.permissionCheckMs * 1.25).toBeLessThan(60_000);

    settings({ permissionCheckMs: 1 });
    await app.call('anna', 'POST', `/accounts/${id}/sync`);
    await crm.untilPhase('live');
    identity.tokens.revokeRefreshTokens(identity.directory.find(anna)?.objectId ?? '', 'revoked');
    await crm.untilPhase('needs-attention');
    expect(await account(id)).toMatchObject({
      lastError: { code: 'invalid-grant', remedy: expect.stringContaining('Reconnect') as string },
    });

    settings({ permissionCheckMs: 40_000 });
    exchange.deliver(anna, 'Inbox', 'Subject: second\r\n\r\nHi');
    const again = await crm.begin(`/accounts/${id}/reconnect`, { returnTo: '/mail' });
    expect(await account(id)).toMatchObject({ phase: 'needs-attention' });
    expect(await finish(again)).toBe(id);
    await crm.until(async () => (await imported()) === 2);
    await crm.untilPhase('live');
    expect(await account(id)).toMatchObject({ lastError: null, importedCount: 2 });
    expect(fetches() - before).toBe(1);
  });

  it('keeps its permission when the client secret is replaced', async () => {
    const id = await finish(await crm.begin());
    await crm.untilPhase('live');
    identity.applications.put({ clientId: 'crm', secret: 'another secret', redirectUris: [redirectUri] });
    const path = `/providers/${crm.providerId}`;
    expect((await app.call('admin', 'PATCH', path, { clientSecret: 'another secret' })).status).toBe(200);
    passTwoHours();
    exchange.deliver(anna, 'Inbox', 'Subject: second\r\n\r\nHi');
    await crm.until(async () => (await imported()) === 2);
    expect(renewals()).toBeGreaterThan(0);
    expect(await account(id)).toMatchObject({ lastError: null });
    expect(await crm.rows('SELECT id FROM mail_sign_in')).toHaveLength(1);
  });

  it('leaves none of its secrets in the database, the log or an answer', async () => {
    const secrets = new Set([clientSecret]);
    const started = await crm.begin();
    const id = await finish(started);
    await crm.untilPhase('live');
    const { url } = await new PlainBrowser(identity).signIn((await crm.begin(`/accounts/${id}/reconnect`, {})).authorizationUrl, {
      address: anna,
    });
    for (const name of ['code', 'state']) secrets.add(url.searchParams.get(name) ?? '');
    secrets.add(started.cookie.split('=')[1] ?? '');
    const answers = await Promise.all(
      [`/accounts/${id}`, `/providers/${crm.providerId}`, '/accounts', '/providers'].map(
        async (path) => (await app.call(path.startsWith('/accounts') ? 'anna' : 'admin', 'GET', path)).text,
      ),
    );
    const tables = app.dataSource.entityMetadatas.map(({ tableName }) => tableName);
    const rows = await Promise.all(tables.map((table) => crm.rows(`SELECT * FROM ${table}`)));
    const everything = [...logged, ...answers, JSON.stringify(rows)].join('\n');
    for (const secret of secrets) expect({ secret, isThere: everything.includes(secret) }).toEqual({ secret, isThere: false });
    // What msal keeps, and what the two halves of every JSON Web Token begin with; what is encrypted may have one of these by chance.
    expect(everything).not.toMatch(/RefreshToken|"refresh_token"|eyJ[\w-]{20,}\.eyJ/);
    expect(JSON.stringify(rows)).toContain('"token_cache":"k1.');
  });
});
