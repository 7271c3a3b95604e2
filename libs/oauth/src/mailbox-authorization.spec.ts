import { type RunningIdentitySimulator, PlainBrowser, startIdentitySimulator } from '@mailroom/identity-simulator';
import type { AuthorityClient } from './authority-network';
import { MailboxAuthorization } from './mailbox-authorization';
import { Rig, redirectUri, session } from './testing/rig';

const alice = 'Alice@example.test';

let provider: RunningIdentitySimulator;
let rig: Rig;

beforeAll(async () => {
  provider = await startIdentitySimulator({
    users: [{ address: alice }, { address: 'bob@example.test' }],
    applications: [{ clientId: 'crm', secret: 'secret-of-the-CRM', redirectUris: [redirectUri] }],
  });
});
beforeEach(() => {
  provider.reset();
  rig = new Rig(provider, {
    authority: { kind: 'openid', issuer: provider.issuer },
    clientId: 'crm',
    credential: { kind: 'secret', secret: 'secret-of-the-CRM' },
  });
});
afterAll(() => provider.close());

/** Signs in at the provider. Answers the query that the browser comes back with. */
async function signIn(url: string, address = alice, consent?: 'Accept' | 'Cancel'): Promise<URLSearchParams> {
  const page = await new PlainBrowser(provider).signIn(url, { address, consent });
  expect(page.url.href).toMatch(new RegExp(`^${redirectUri}\\?`));
  return page.url.searchParams;
}

describe('Connecting a mailbox', () => {
  it('sends its owner to the sign-in service with all that protects the way back', async () => {
    const url = new URL(await rig.begin(alice));
    expect(url.origin).toBe(provider.origin);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'crm',
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirectUri,
      login_hint: alice,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(new Set(url.searchParams.get('scope')?.split(' '))).toEqual(
      new Set(['https://outlook.office365.com/EWS.AccessAsUser.All', 'offline_access', 'openid', 'profile']),
    );
  });

  it('says who signed in, and gives what their tokens are stored as', async () => {
    const context = { accountId: '42' };
    const url = await rig.authorization.begin({ providerId: 'provider 1', mailbox: alice, session, context });
    const { user, pending, tokenCache } = await rig.authorization.complete(await signIn(url), session);
    expect(user).toEqual({
      userPrincipalName: 'alice@example.test',
      subject: provider.directory.find(alice)?.objectId,
      tenantId: provider.tenant,
    });
    expect(pending).toMatchObject({ providerId: 'provider 1', mailbox: alice, context });
    expect(tokenCache).toContain('RefreshToken');
  });

  it('accepts a sign-in by the user name, where that is not the address', async () => {
    const url = await rig.authorization.begin({ providerId: 'p', mailbox: 'info@example.test', loginName: alice, session });
    expect(new URL(url).searchParams.get('login_hint')).toBe(alice);
    const { user } = await rig.authorization.complete(await signIn(url), session);
    expect(user.userPrincipalName).toBe('alice@example.test');
  });

  it('stores nothing by which somebody who reads it could finish the sign-in', async () => {
    const url = new URL(await rig.begin(alice));
    const stored = JSON.stringify([...rig.pending.records]);
    expect(stored).not.toContain(session);
    expect(stored).not.toContain(url.searchParams.get('state'));
  });
});

describe('What comes back is refused', () => {
  it('when its state is forged, or missing', async () => {
    const callback = await signIn(await rig.begin(alice));
    callback.set('state', 'A'.repeat(43));
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('oauth-state-unknown');
    callback.delete('state');
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('oauth-state-unknown');
  });

  it('in another session; and its own session can still finish', async () => {
    const callback = await signIn(await rig.begin(alice));
    const refusal = await rig.refusal(rig.authorization.complete(callback, 'the cookie of somebody else'));
    expect(refusal).toMatchObject({ code: 'oauth-state-other-session', kind: 'start-again' });
    expect((await rig.authorization.complete(callback, session)).user.userPrincipalName).toBe('alice@example.test');
  });

  it('the second time, and when it comes twice at once', async () => {
    const callback = await signIn(await rig.begin(alice));
    await rig.authorization.complete(callback, session);
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('oauth-state-replayed');

    const again = await signIn(await rig.begin(alice));
    const both = await Promise.allSettled([rig.authorization.complete(again, session), rig.authorization.complete(again, session)]);
    const refused = both.filter((outcome) => outcome.status === 'rejected');
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['oauth-state-replayed']);
  });

  it('after ten minutes', async () => {
    const callback = await signIn(await rig.begin(alice));
    rig.passMinutes(10.01);
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('oauth-state-expired');
    expect(provider.stats().tokens).toEqual({});
  });

  it('when consent was denied', async () => {
    const callback = await signIn(await rig.begin(alice), alice, 'Cancel');
    const refusal = await rig.refusal(rig.authorization.complete(callback, session));
    expect(refusal).toMatchObject({ code: 'consent-denied', kind: 'start-again', serverCode: 'AADSTS65004' });
  });

  it('when only an administrator may consent', async () => {
    const callback = new URLSearchParams({ error: 'access_denied', error_description: 'AADSTS90094: The grant requires …' });
    callback.set('state', new URL(await rig.begin(alice)).searchParams.get('state') ?? '');
    const refusal = await rig.refusal(rig.authorization.complete(callback, session));
    expect(refusal).toMatchObject({ code: 'needs-admin-consent', kind: 'administrator-required', serverCode: 'AADSTS90094' });
  });

  it('when it has neither code nor error', async () => {
    const callback = await signIn(await rig.begin(alice));
    callback.delete('code');
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('authority-refused');
  });

  it('when somebody else has signed in', async () => {
    const callback = await signIn(await rig.begin(alice), 'bob@example.test');
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('wrong-mailbox-signed-in');
  });

  it('when the code is of another sign-in, because its verifier is', async () => {
    const theirs = await signIn(await rig.begin('bob@example.test'), 'bob@example.test');
    const ours = await signIn(await rig.begin(alice));
    ours.set('code', theirs.get('code') ?? '');
    const refusal = await rig.refusal(rig.authorization.complete(ours, session));
    expect(refusal).toMatchObject({ code: 'invalid-grant', serverCode: 'AADSTS501481' });
  });

  it('when the ID token is of another sign-in, because its nonce is', async () => {
    const url = new URL(await rig.begin(alice));
    url.searchParams.set('nonce', 'of another sign-in');
    const callback = await signIn(url.href);
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('id-token-rejected');
  });

  it('when another sign-in service sent it, which must not get to redeem the code', async () => {
    const callback = await signIn(await rig.begin(alice));
    callback.set('iss', 'https://login.example.test');
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('id-token-rejected');
    expect(provider.stats().tokens).toEqual({});
  });

  it('when the ID token is for another application', async () => {
    const callback = await signIn(await rig.begin(alice));
    const { send } = rig.client;
    const client: AuthorityClient = async (request) => {
      const response = await send(request);
      const answer = JSON.parse(response.body) as { id_token?: string };
      const [header, payload] = (answer.id_token ?? '').split('.');
      if (payload === undefined) return response;
      const claims = { ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), aud: 'another application' };
      const token = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');
      return { ...response, body: JSON.stringify({ ...answer, id_token: token }) };
    };
    const authorization = new MailboxAuthorization({
      connection: { client },
      pending: rig.pending,
      application: () => Promise.resolve(rig.application),
      redirectUri,
    });
    expect((await rig.refusal(authorization.complete(callback, session))).code).toBe('id-token-rejected');
  });

  it('when the ID token is for nobody any more', async () => {
    const url = await rig.begin(alice);
    const callback = await signIn(url);
    const [record] = rig.pending.records.values();
    rig.passMinutes(66);
    if (record) record.json = JSON.stringify({ ...(JSON.parse(record.json) as object), createdAt: new Date(rig.now()).toISOString() });
    expect((await rig.refusal(rig.authorization.complete(callback, session))).code).toBe('id-token-rejected');
  });

  it.each([
    [
      'the client secret is wrong',
      () => provider.applications.put({ clientId: 'crm', secret: 'newer' }),
      'client-rejected',
      'AADSTS7000215',
    ],
    [
      'the client secret expired',
      () => provider.applications.put({ clientId: 'crm', isSecretExpired: true }),
      'client-rejected',
      'AADSTS7000222',
    ],
    ['the application was deleted', () => provider.applications.clear(), 'application-not-found', 'AADSTS700016'],
  ])('when %s, which an administrator must mend', async (_why, change, code, serverCode) => {
    const callback = await signIn(await rig.begin(alice));
    change();
    expect(await rig.refusal(rig.authorization.complete(callback, session))).toMatchObject({
      code,
      serverCode,
      kind: 'administrator-required',
    });
  });

  it('when the code was redeemed before', async () => {
    const callback = await signIn(await rig.begin(alice));
    await rig.authorization.complete(callback, session);
    const [record] = rig.pending.records.values();
    if (record) record.isUsed = false;
    const refusal = await rig.refusal(rig.authorization.complete(callback, session));
    expect(refusal).toMatchObject({ code: 'invalid-grant', kind: 'reauthorization-required', serverCode: 'AADSTS54005' });
  });

  it.each([
    ['unreachable', 'authority-unreachable', null],
    ['busy', 'authority-busy', 17_000],
    ['failing', 'authority-busy', null],
  ] as const)('when the sign-in service is %s', async (availability, code, retryAfterMs) => {
    const callback = await signIn(await rig.begin(alice));
    provider.behaviour.availability = availability;
    const refusal = await rig.refusal(rig.authorization.complete(callback, session));
    expect(refusal).toMatchObject({ code, retryAfterMs, kind: 'retry-later' });
  });
});
