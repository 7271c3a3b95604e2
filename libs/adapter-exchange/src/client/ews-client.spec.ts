import { gzipSync } from 'node:zlib';
import { type Credentials, type MailboxSession, type MailboxTarget, MailError, type TokenRequest } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { type ScriptedAnswer, type ScriptedRequest, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, failure, fault, inbox, success } from '../testing/soap-answers';

const back = '<t:Value Name="BackOffMilliseconds">4321</t:Value>';
const disguise = `<t:Value Name="InnerErrorMessageText">Busy.</t:Value><t:Value Name="InnerErrorResponseCode">ErrorServerBusy</t:Value>`;
const well = { chunks: [answer('GetFolder', inbox())] };
const refused = (code: string, values?: string): ScriptedAnswer => ({ status: 500, chunks: [fault(code, values)] });
const unauthorised = { status: 401, chunks: [] };

describe('talking to a server', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;
  let script: (request: ScriptedRequest) => ScriptedAnswer;
  beforeEach(async () => {
    script = () => well;
    server = await startScriptedServer((request) => script(request));
    adapter = new ExchangeAdapter(openNetwork, {});
  });
  afterEach(async () => {
    await adapter.close();
    await server.close();
  });

  function target(changes: Partial<MailboxTarget> & { version?: string | null } = {}): MailboxTarget {
    const mailbox = mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com');
    return { ...mailbox, server: { ...mailbox.server, version: changes.version ?? null }, ...changes };
  }
  /** Makes one request. */
  const ask = (session: MailboxSession = adapter.open(target())): Promise<unknown> => session.counts('inbox-id');
  const bodies = (pattern: RegExp): (string | undefined)[] => server.requests.map(({ body }) => pattern.exec(body)?.[1]);

  it.each<[string, ScriptedAnswer, object]>([
    ['a fault that says busy', refused('ErrorServerBusy', back), { code: 'throttled', retryAfterMs: 4_321 }],
    [
      'busy inside another error, with success on the outside',
      { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorInternalServerError', `${disguise}${back}`))] },
      { code: 'throttled', serverCode: 'ErrorServerBusy', retryAfterMs: 4_321 },
    ],
    [
      'busy as the answer for one part',
      { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorServerBusy', back))] },
      { code: 'throttled', retryAfterMs: 4_321 },
    ],
    [
      'HTTP 503 with a wait',
      { status: 503, headers: { 'Retry-After': '7' }, chunks: ['busy'] },
      { code: 'throttled', retryAfterMs: 7_000 },
    ],
    ['HTTP 503 without', { status: 503, chunks: ['down'] }, { code: 'unavailable', retryAfterMs: null }],
    ['HTTP 429', { status: 429, headers: { 'Retry-After': '2' }, chunks: [] }, { code: 'throttled', retryAfterMs: 2_000 }],
    [
      'a wait of a year',
      { status: 429, headers: { 'Retry-After': '31536000' }, chunks: [] },
      { code: 'throttled', retryAfterMs: 3_600_000 },
    ],
    [
      'a wait that is long over',
      { status: 503, headers: { 'Retry-After': 'Sun, 06 Nov 1994 08:49:37 GMT' }, chunks: [] },
      { code: 'throttled', retryAfterMs: 0 },
    ],
    ['a wait that is none', { status: 429, headers: { 'Retry-After': 'later' }, chunks: [] }, { code: 'throttled', retryAfterMs: null }],
    ['too many connections', refused('ErrorExceededConnectionCount'), { code: 'throttled' }],
    ['too much at once', refused('ErrorTooManyObjectsOpened'), { code: 'throttled' }],
    ['a mailbox that is on the move', refused('ErrorMailboxMoveInProgress'), { code: 'unavailable', class: 'retry-later' }],
    ['a store that is down', refused('ErrorMailboxStoreUnavailable'), { code: 'unavailable', class: 'retry-later' }],
    ['a lost connection between its servers', refused('ErrorConnectionFailed'), { code: 'unavailable', class: 'retry-later' }],
    ['a request that took too long', refused('ErrorTimeoutExpired'), { code: 'timeout', class: 'retry-later' }],
    ['a mailbox on another server', refused('ErrorProxyRequestNotAllowed'), { code: 'wrong-server', class: 'retry-later' }],
    ['a fault without a reason', { status: 500, chunks: ['oops'], headers: { 'Content-Type': 'text/plain' } }, { code: 'unavailable' }],
    ['HTTP 401', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' }, chunks: ['no'] }, { code: 'authentication-failed' }],
    ['HTTP 403', { status: 403, chunks: [] }, { code: 'client-blocked' }],
    ['HTTP 404', { status: 404, headers: { 'Content-Type': 'text/html' }, chunks: ['<html>'] }, { code: 'endpoint-not-found' }],
    ['HTTP 405', { status: 405, chunks: [] }, { code: 'endpoint-not-found' }],
    ['a sign-in page', { headers: { 'Content-Type': 'text/html' }, chunks: ['<html>Sign in</html>'] }, { code: 'not-exchange' }],
    ['a redirect', { status: 302, headers: { Location: 'https://elsewhere.example.com/' }, chunks: [] }, { code: 'not-exchange' }],
    ['an answer that breaks off', { chunks: ['<s:Envelope><s:Body>'], breaks: true }, { code: 'connection-lost' }],
    ['an answer that ends in the middle', { chunks: ['<s:Envelope><s:Body>'] }, { code: 'protocol-error' }],
    ['no right to impersonate this user', refused('ErrorImpersonateUserDenied'), { code: 'impersonation-denied' }],
    ['no right to impersonate on this server', refused('ErrorImpersonationDenied'), { code: 'impersonation-off' }],
    ['an impersonation that does not work', refused('ErrorImpersonationFailed'), { code: 'impersonation-failed' }],
    ['an impersonation of nobody', refused('ErrorInvalidExchangeImpersonationHeaderData'), { code: 'mailbox-not-found' }],
    ['no such mailbox', { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorNonExistentMailbox'))] }, { code: 'mailbox-not-found' }],
    ['a second address', refused('ErrorNonPrimarySmtpAddress'), { code: 'address-not-primary' }],
    ['a disabled account', refused('ErrorAccountDisabled'), { code: 'account-disabled' }],
    ['a password that is expired', refused('ErrorPasswordExpired'), { code: 'password-expired' }],
    ['a password that must be changed', refused('ErrorPasswordChangeRequired'), { code: 'password-expired' }],
    ['a program that is blocked', refused('ErrorAccessDenied'), { code: 'client-blocked' }],
    [
      'a folder that is closed',
      { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorAccessDenied'))] },
      { code: 'authorization-denied' },
    ],
    ['a code that nobody knows', { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorOfTomorrow'))] }, { code: 'protocol-error' }],
  ])('understands %s', async (_, answered, expected) => {
    script = () => answered;
    await expect(ask()).rejects.toMatchObject({ name: 'MailError', ...expected });
  });

  it('says which ways of signing in are offered when Basic is not', async () => {
    script = () => ({ status: 401, headers: { 'WWW-Authenticate': 'Negotiate, NTLM' }, chunks: [] });
    await expect(ask()).rejects.toThrow(/no Basic authentication here, only Negotiate, NTLM/);
  });

  it('signs in with names and passwords beyond ASCII', async () => {
    await ask(adapter.open(target({ credentials: { kind: 'password', method: 'basic', login: 'Zoë', password: 'pä$$:wörd' } })));
    expect(Buffer.from(server.requests[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe('Zoë:pä$$:wörd');
  });

  describe('by tokens', () => {
    const asked: TokenRequest[] = [];
    let tokens: string[];
    const credentials: Credentials = {
      kind: 'token',
      tokens: {
        token(options = {}) {
          asked.push(options);
          return Promise.resolve((options.refused === undefined ? tokens[0] : tokens.at(-1)) ?? '');
        },
      },
    };
    const used = (): (string | undefined)[] => server.requests.map(({ headers }) => headers.authorization);
    beforeEach(() => {
      asked.length = 0;
      tokens = ['old'];
    });

    it('asks for one for each request', async () => {
      const session = adapter.open(target({ credentials }));
      await ask(session);
      tokens = ['new'];
      await ask(session);
      expect(used()).toEqual(['Bearer old', 'Bearer new']);
    });

    it('asks for another when one is refused, and goes on as if nothing had been', async () => {
      tokens = ['old', 'new'];
      script = ({ headers }) => (headers.authorization === 'Bearer new' ? well : unauthorised);
      await expect(ask(adapter.open(target({ credentials })))).resolves.toMatchObject({ messageCount: 3 });
      expect(used()).toEqual(['Bearer old', 'Bearer new']);
      expect(asked[1]?.refused).toBe('old');
    });

    it('sends a message once, though its token had expired', async () => {
      tokens = ['old', 'new'];
      script = ({ headers, body }) => {
        if (headers.authorization !== 'Bearer new') return unauthorised;
        return { chunks: [body.includes('CreateItem') ? answer('CreateItem', success('CreateItem', '<m:Items/>')) : well.chunks.join('')] };
      };
      await adapter.open(target({ credentials })).send(Buffer.from('Subject: x\r\n\r\n'));
      expect(used()).toEqual(['Bearer old', 'Bearer new']);
    });

    it.each([
      ['there is no other', ['old'], 1],
      ['the other is refused too', ['old', 'new'], 2],
    ])('gives up when %s, and says why', async (_, given, requests) => {
      tokens = given;
      script = () => ({
        ...unauthorised,
        headers: {
          'WWW-Authenticate': 'Bearer client_id="x", trusted_issuers="y", error="invalid_token", Basic realm="z"',
          'x-ms-diagnostics': '2000003;reason="The token has expired.";error_category="invalid_token"',
        },
      });
      const failure: unknown = await ask(adapter.open(target({ credentials }))).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'authentication-failed',
        message: expect.stringContaining('The token has expired.') as string,
      });
      expect(String(failure)).not.toMatch(/old|new/);
      expect(server.requests).toHaveLength(requests);
    });

    it('says what the token’s source says when a person must sign in again', async () => {
      const failure = new MailError('authentication-failed', { message: 'Please sign in.' });
      const tokens = { token: () => Promise.reject(failure) };
      await expect(ask(adapter.open(target({ credentials: { kind: 'token', tokens } })))).rejects.toBe(failure);
    });
  });

  it('keeps to the mailbox’s back end by the cookies it was given, of one mailbox only', async () => {
    script = ({ index }) => ({ ...well, ...(index === 0 && { headers: { 'Set-Cookie': 'X-BackEndCookie=abc; path=/; HttpOnly' } }) });
    const session = adapter.open(target());
    for (const each of [session, session, adapter.open(target())]) await ask(each);
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, 'X-BackEndCookie=abc', undefined]);
    expect(server.requests[0]?.headers['x-anchormailbox']).toBe('anna@example.com');
    expect(server.requests[0]?.headers).not.toHaveProperty('x-preferserveraffinity');
  });

  it('reads compressed answers, and asks for them only where that is wanted', async () => {
    script = () => ({ headers: { 'Content-Encoding': 'gzip' }, chunks: [gzipSync(well.chunks.join(''))] });
    await expect(ask()).resolves.toEqual({ messageCount: 3, unreadCount: 1 });
    const compressing = new ExchangeAdapter(openNetwork, { compression: true });
    await expect(ask(compressing.open(target()))).resolves.toEqual({ messageCount: 3, unreadCount: 1 });
    expect(server.requests.map(({ headers }) => headers['accept-encoding'])).toEqual([undefined, 'gzip']);
    await compressing.close();
  });

  describe('in its version', () => {
    const versions = (): (string | undefined)[] => bodies(/RequestServerVersion Version="(\w+)"/);

    it('steps down to the newest version that the server accepts, and remembers it', async () => {
      script = ({ body }) => (body.includes('"Exchange2010_SP1"') ? well : refused('ErrorInvalidServerVersion'));
      await ask();
      await ask();
      expect(versions()).toEqual(['Exchange2013_SP1', 'Exchange2013', 'Exchange2010_SP2', 'Exchange2010_SP1', 'Exchange2010_SP1']);
    });

    it.each(['ErrorSchemaValidation', 'ErrorInvalidRequest', 'ErrorIncorrectSchemaVersion'])(
      'reaches Exchange 2007, to whose schema newer versions are unknown and which says %s',
      async (code) => {
        script = ({ body }) => (body.includes('"Exchange2007"') ? well : refused(code));
        await expect(ask()).resolves.toBeDefined();
        expect(versions().at(-1)).toBe('Exchange2007');
      },
    );

    it('does not take a request that is refused later for a question of versions', async () => {
      await ask();
      script = () => refused('ErrorInvalidRequest');
      await expect(ask()).rejects.toMatchObject({ code: 'protocol-error' });
      expect(server.requests).toHaveLength(2);
    });

    it('calls a server that accepts no version, or not the pinned one, unsupported', async () => {
      script = () => refused('ErrorInvalidServerVersion');
      await expect(ask()).rejects.toMatchObject({ code: 'unsupported-version' });
      const asked = server.requests.length;
      await expect(ask(adapter.open(target({ version: 'Exchange2016' })))).rejects.toMatchObject({ code: 'unsupported-version' });
      expect(server.requests).toHaveLength(asked + 1);
      await expect(ask(adapter.open(target({ version: 'Exchange5.5' })))).rejects.toMatchObject({ code: 'unsupported-version' });
    });
  });

  describe('about a mailbox that was named by a second address', () => {
    const primary = '<t:Value Name="Primary">anna.primary@example.com</t:Value>';

    it('goes on with the primary one, which the server has said, and tells it', async () => {
      script = ({ body }) => (body.includes('anna.primary@example.com') ? well : refused('ErrorNonPrimarySmtpAddress', primary));
      const session = adapter.open(target({ access: 'impersonation' }));
      await expect(session.identify()).resolves.toMatchObject({ emailAddress: 'anna.primary@example.com' });
      await ask(session);
      expect(bodies(/SmtpAddress>([^<]+)</).slice(0, 2)).toEqual(['anna@example.com', 'anna.primary@example.com']);
      expect(server.requests.at(-1)?.headers['x-anchormailbox']).toBe('anna.primary@example.com');
    });

    it('names the primary one when that is refused as well, and does not go in circles', async () => {
      script = () => refused('ErrorNonPrimarySmtpAddress', primary);
      await expect(ask(adapter.open(target({ access: 'impersonation' })))).rejects.toMatchObject({
        code: 'address-not-primary',
        message: expect.stringContaining('anna.primary@example.com') as string,
      });
      expect(server.requests).toHaveLength(2);
    });
  });

  it('tells the owner’s name where the directory has it, and does without where it has not', async () => {
    const named = success(
      'ResolveNames',
      '<m:ResolutionSet><t:Resolution><t:Mailbox><t:Name>Anna Lee</t:Name></t:Mailbox></t:Resolution></m:ResolutionSet>',
    );
    for (const [answered, displayName] of [
      [{ chunks: [answer('ResolveNames', named)] }, 'Anna Lee'],
      [{ chunks: [answer('ResolveNames', failure('ResolveNames', 'ErrorNameResolutionNoResults'))] }, null],
      [refused('ErrorServerBusy'), null],
    ] as const) {
      script = ({ body }) => (body.includes('ResolveNames') ? answered : well);
      await expect(adapter.open(target()).identify()).resolves.toMatchObject({ displayName });
    }
  });

  it('sends a message once only, even when the connection breaks before the answer', async () => {
    script = ({ body }) => (body.includes('CreateItem') ? { chunks: [], breaks: true } : well);
    const session = adapter.open(target());
    await ask(session);
    await expect(session.send(Buffer.from('Subject: x\r\n\r\n'))).rejects.toMatchObject({ code: 'connection-lost' });
    expect(server.requests.filter(({ body }) => body.includes('CreateItem'))).toHaveLength(1);
  });
});
