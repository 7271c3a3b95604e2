import { type RunningIdentitySimulator, PlainBrowser, startIdentitySimulator } from '@mailroom/identity-simulator';
import { decodeJwt } from 'jose';
import { MemoryTokenCacheStore } from './testing/memory-stores';
import { Rig, redirectUri, session } from './testing/rig';

const alice = 'alice@example.test';

let provider: RunningIdentitySimulator;
let rig: Rig;

const start = (reuseDetection: boolean): Promise<RunningIdentitySimulator> =>
  startIdentitySimulator({
    reuseDetection,
    users: [{ address: alice }, { address: 'bob@example.test' }],
    applications: [{ clientId: 'crm', secret: 'secret-of-the-CRM', redirectUris: [redirectUri] }],
  });

/** A mailbox whose owner has signed in. */
async function connect(address = alice): Promise<MemoryTokenCacheStore> {
  const page = await new PlainBrowser(provider).signIn(await rig.begin(address), { address });
  const { tokenCache } = await rig.authorization.complete(page.url.searchParams, session);
  return new MemoryTokenCacheStore(tokenCache);
}

const refreshes = (): number => provider.stats().tokens['refresh_token'] ?? 0;

function prepare(): void {
  provider.reset();
  rig = new Rig(provider, {
    authority: { kind: 'openid', issuer: provider.issuer },
    clientId: 'crm',
    credential: { kind: 'secret', secret: 'secret-of-the-CRM' },
  });
}

describe('The tokens of a mailbox', () => {
  beforeAll(async () => {
    provider = await start(false);
  });
  beforeEach(prepare);
  afterAll(() => provider.close());

  it('are for Exchange, and for this mailbox', async () => {
    const tokens = rig.tokens(await connect());
    const claims = decodeJwt(await tokens.token());
    expect(claims).toMatchObject({ aud: 'https://outlook.office365.com', upn: alice, scp: 'EWS.AccessAsUser.All' });
  });

  it('come from the store, without a request, while they are good', async () => {
    const store = await connect();
    const { length } = rig.client.requests;
    const first = rig.tokens(store);
    expect(await first.token()).toBe(await rig.tokens(store).token());
    expect(await first.token()).toBe(await first.token());
    expect(rig.client.requests.slice(length).filter((request) => request.startsWith('POST'))).toEqual([]);
    expect(store.writes).toBe(0);
  });

  it('are renewed five minutes before they end, and stored', async () => {
    const store = await connect();
    const tokens = rig.tokens(store);
    const first = await tokens.token();
    rig.passMinutes(54.9);
    expect(await tokens.token()).toBe(first);
    rig.passMinutes(0.2);
    const second = await tokens.token();
    expect(second).not.toBe(first);
    expect(await tokens.token()).toBe(second);
    expect({ refreshes: refreshes(), writes: store.writes }).toEqual({ refreshes: 1, writes: 1 });
    expect(store.value).toContain(second);
  });

  it('are renewed up to a minute earlier by chance, so that not all are at once', async () => {
    const store = await connect();
    const [early, late] = [rig.tokens(store, { random: 1 }), rig.tokens(store)];
    const first = await early.token();
    expect(await late.token()).toBe(first);
    rig.passMinutes(54.5);
    expect(await late.token()).toBe(first);
    expect(await early.token()).not.toBe(first);
  });

  it('that live shortly are used for half their life at least', async () => {
    provider.behaviour.accessTokenSeconds = 60;
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    rig.passMinutes(0.45);
    expect(await tokens.token()).toBe(first);
    rig.passMinutes(0.1);
    expect(await tokens.token()).not.toBe(first);
  });

  it('are asked for once, however many want one', async () => {
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    const all = await Promise.all(Array.from({ length: 50 }, () => tokens.token({ refused: first })));
    expect(new Set(all).size).toBe(1);
    expect(all[0]).not.toBe(first);
    expect(refreshes()).toBe(1);
  });

  it('are renewed when the mail server refuses one, but only for those who had that one', async () => {
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    const second = await tokens.token({ refused: first });
    expect(await tokens.token({ refused: first })).toBe(second);
    expect(await tokens.token()).toBe(second);
    expect(refreshes()).toBe(1);
  });

  it('are renewed also when somebody is getting the refused one from the store just now', async () => {
    const store = await connect();
    const first = await rig.tokens(store).token();
    const tokens = rig.tokens(store);
    const [given, renewed] = await Promise.all([tokens.token(), tokens.token({ refused: first })]);
    expect(given).toBe(first);
    expect(renewed).not.toBe(first);
  });

  it('are taken from another process that renewed them', async () => {
    const store = await connect();
    const [here, there] = [rig.tokens(store), rig.tokens(store)];
    const first = await here.token();
    const second = await there.token({ refused: first });
    expect(await here.token({ refused: first })).toBe(second);
    expect(refreshes()).toBe(1);
  });

  it('survive a refresh by two processes at once', async () => {
    const store = await connect();
    const [here, there] = [rig.tokens(store), rig.tokens(store)];
    const first = await here.token();
    await Promise.all([here.token({ refused: first }), there.token({ refused: first })]);
    expect(store.writes).toBe(1);
    const later = await rig.tokens(store).token();
    expect(await rig.tokens(store).token({ refused: later })).not.toBe(later);
  });

  it('do not overwrite a sign-in that happened meanwhile', async () => {
    const store = await connect();
    const again = (await connect()).value ?? '';
    const first = await rig.tokens(store).token();
    const { send } = rig.client;
    const tokens = rig.tokens(store, {}, async (request) => {
      const response = await send(request);
      store.replace(again);
      return response;
    });
    await tokens.token({ refused: first });
    expect(store.value).toBe(again);
  });

  it('are kept apart: one mailbox’s are never another’s', async () => {
    const stores = [await connect(), await connect('bob@example.test')];
    const tokens = await Promise.all(stores.map((store) => rig.tokens(store).token()));
    expect(tokens.map((token) => decodeJwt(token)['upn'])).toEqual([alice, 'bob@example.test']);
  });

  it('go on when the client secret is replaced, and nobody has to connect again', async () => {
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    provider.applications.put({ clientId: 'crm', secret: 'the-next-secret' });
    expect(await rig.refusal(tokens.token({ refused: first }))).toMatchObject({ code: 'client-rejected', kind: 'administrator-required' });
    rig.application = { ...rig.application, credential: { kind: 'secret', secret: 'the-next-secret' } };
    expect(decodeJwt(await tokens.token({ refused: first }))['upn']).toBe(alice);
  });

  it.each([
    ['revoked', 'AADSTS50173'],
    ['expired', 'AADSTS700082'],
  ] as const)('that cannot be renewed, since the permission is %s, need their owner', async (why, serverCode) => {
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    provider.tokens.revokeRefreshTokens(provider.directory.find(alice)?.objectId ?? '', why);
    const refusal = await rig.refusal(tokens.token({ refused: first }));
    expect(refusal).toMatchObject({ code: 'invalid-grant', kind: 'reauthorization-required', serverCode });
  });

  it('need their owner when a policy asks for them again', async () => {
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    const owner = provider.directory.find(alice);
    if (owner) provider.directory.requireInteraction(owner);
    const refusal = await rig.refusal(tokens.token({ refused: first }));
    expect(refusal).toMatchObject({ code: 'conditional-access', kind: 'reauthorization-required', serverCode: 'AADSTS50076' });
  });

  it.each([
    ['nothing is stored', null],
    ['what is stored is no JSON', 'refresh-token-of-alice'],
    ['what is stored is empty', '{}'],
  ])('need their owner when %s', async (_what, value) => {
    const refusal = await rig.refusal(rig.tokens(new MemoryTokenCacheStore(value)).token());
    expect(refusal).toMatchObject({ code: 'not-connected', kind: 'reauthorization-required' });
    expect(refusal.message).not.toContain('refresh-token-of-alice');
  });

  it('are used to their end while the sign-in service is away, which is asked again every half a minute', async () => {
    const tokens = rig.tokens(await connect());
    const first = await tokens.token();
    rig.passMinutes(56);
    provider.behaviour.availability = 'failing';
    expect(await tokens.token()).toBe(first);
    const { length } = rig.client.requests;
    expect(await tokens.token()).toBe(first);
    expect(rig.client.requests).toHaveLength(length);
    rig.passMinutes(0.6);
    expect(await tokens.token()).toBe(first);
    expect(rig.client.requests.length).toBeGreaterThan(length);
    rig.passMinutes(4);
    expect(await rig.refusal(tokens.token())).toMatchObject({ code: 'authority-busy', kind: 'retry-later' });
    provider.behaviour.availability = 'normal';
    expect(await tokens.token()).not.toBe(first);
  });

  it('do not stand in an error, though the sign-in service quotes what it was sent', async () => {
    const store = await connect();
    const first = await rig.tokens(store).token();
    const { send } = rig.client;
    const tokens = rig.tokens(store, {}, async (request) => {
      const response = await send(request);
      const quoted = Object.fromEntries(new URLSearchParams(request.body ?? ''));
      const description = `AADSTS70000: It was said ${JSON.stringify(quoted)}, and the answer would have been ${response.body}`;
      if (request.method === 'GET') return response;
      return { ...response, status: 400, body: JSON.stringify({ error: 'invalid_grant', error_description: description }) };
    });
    expect(await rig.refusal(tokens.token({ refused: first }))).toMatchObject({ code: 'invalid-grant', serverCode: 'AADSTS70000' });
  });

  it('are not waited for without end', async () => {
    const store = await connect();
    const first = await rig.tokens(store).token();
    Object.assign(provider.behaviour, { availability: 'slow', milliseconds: 60_000 });
    const refusal = await rig.refusal(rig.tokens(store, { timeoutMs: 20 }).token({ refused: first }));
    expect(refusal).toMatchObject({ code: 'authority-unreachable', kind: 'retry-later' });
    expect(refusal.message).toBe('The sign-in service did not answer within 0.02 seconds.');
  });
});

describe('Where a refresh token is good only once', () => {
  beforeAll(async () => {
    provider = await start(true);
  });
  beforeEach(prepare);
  afterAll(() => provider.close());

  it('every renewal is stored, so that the next one works', async () => {
    const store = await connect();
    for (let renewal = 0; renewal < 3; renewal++) {
      const tokens = rig.tokens(store);
      await tokens.token({ refused: await tokens.token() });
    }
    expect(refreshes()).toBe(3);
  });

  it('a renewal that could not be stored is stored the next time', async () => {
    const store = await connect();
    const tokens = rig.tokens(store);
    const first = await tokens.token();
    store.failure = new Error('The database is away.');
    await expect(tokens.token({ refused: first })).rejects.toThrow('The database is away.');
    const second = await tokens.token({ refused: first });
    expect(store.value).toContain(second);
    const later = rig.tokens(store);
    await later.token({ refused: await later.token() });
    expect(refreshes()).toBe(2);
  });

  it('a renewal that could not be stored gives way to a new sign-in', async () => {
    const store = await connect();
    const tokens = rig.tokens(store);
    const first = await tokens.token();
    store.failure = new Error('The database is away.');
    await expect(tokens.token({ refused: first })).rejects.toThrow('The database is away.');
    provider.tokens.revokeRefreshTokens(provider.directory.find(alice)?.objectId ?? '', 'revoked');
    store.replace((await connect()).value ?? '');
    rig.passMinutes(60);
    expect(decodeJwt(await tokens.token())['upn']).toBe(alice);
  });

  it('a process that comes too late takes what the faster one has stored', async () => {
    const store = await connect();
    const first = await rig.tokens(store).token();
    const stale = store.value ?? '';
    const second = await rig.tokens(store).token({ refused: first });
    const fresh = store.value ?? '';
    store.replace(stale);
    // The faster process stores what it got between our reading and our asking.
    const { send } = rig.client;
    const late = rig.tokens(store, {}, (request) => {
      if (request.method === 'POST') {
        store.replace(fresh);
        return Promise.resolve({ status: 400, headers: {}, body: '{"error":"invalid_grant"}' });
      }
      return send(request);
    });
    expect(await late.token({ refused: first })).toBe(second);
  });
});
