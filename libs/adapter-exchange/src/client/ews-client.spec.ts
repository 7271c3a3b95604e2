import { type MailboxTarget } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { type ScriptedAnswer, type ScriptedRequest, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, failure, fault, inbox } from '../testing/soap-answers';

const back = '<t:Value Name="BackOffMilliseconds">4321</t:Value>';
const well = { chunks: [answer('GetFolder', inbox())] };

describe('talking to a server', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;
  let script: (request: ScriptedRequest) => ScriptedAnswer;
  beforeEach(async () => {
    server = await startScriptedServer((request) => script(request));
    adapter = new ExchangeAdapter(openNetwork, {});
  });
  afterEach(async () => {
    await adapter.close();
    await server.close();
  });

  function target(version: string | null = null): MailboxTarget {
    const mailbox = mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com');
    return { ...mailbox, server: { ...mailbox.server, version } };
  }
  const identify = (version?: string | null): Promise<unknown> => adapter.open(target(version)).identify();

  it.each<[string, ScriptedAnswer, object]>([
    ['a fault that says busy', { status: 500, chunks: [fault('ErrorServerBusy', back)] }, { code: 'throttled', retryAfterMs: 4321 }],
    [
      'busy inside another error, with success on the outside',
      {
        chunks: [
          answer(
            'GetFolder',
            failure('GetFolder', 'ErrorInternalServerError', `<t:Value Name="InnerErrorResponseCode">ErrorServerBusy</t:Value>${back}`),
          ),
        ],
      },
      { code: 'throttled', retryAfterMs: 4321 },
    ],
    ['HTTP 503', { status: 503, headers: { 'Retry-After': '7' }, chunks: ['busy'] }, { code: 'unavailable', retryAfterMs: 7_000 }],
    ['HTTP 429', { status: 429, headers: { 'Retry-After': '2' }, chunks: [] }, { code: 'throttled', retryAfterMs: 2_000 }],
    ['a fault without a reason', { status: 500, chunks: ['oops'], headers: { 'Content-Type': 'text/plain' } }, { code: 'unavailable' }],
    ['HTTP 401', { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' }, chunks: ['no'] }, { code: 'authentication-failed' }],
    ['HTTP 403', { status: 403, chunks: [] }, { code: 'authorization-denied' }],
    ['HTTP 404', { status: 404, headers: { 'Content-Type': 'text/html' }, chunks: ['<html>'] }, { code: 'endpoint-not-found' }],
    ['HTTP 405', { status: 405, chunks: [] }, { code: 'endpoint-not-found' }],
    ['a sign-in page', { headers: { 'Content-Type': 'text/html' }, chunks: ['<html>Sign in</html>'] }, { code: 'not-exchange' }],
    ['a redirect', { status: 302, headers: { Location: 'https://elsewhere.example.com/' }, chunks: [] }, { code: 'not-exchange' }],
    ['an answer that breaks off', { chunks: ['<s:Envelope><s:Body>'], breaks: true }, { code: 'connection-lost' }],
    ['an answer that ends in the middle', { chunks: ['<s:Envelope><s:Body>'] }, { code: 'protocol-error' }],
    ['a refusal to impersonate', { status: 500, chunks: [fault('ErrorImpersonateUserDenied')] }, { code: 'authorization-denied' }],
    ['no such mailbox', { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorNonExistentMailbox'))] }, { code: 'mailbox-not-found' }],
    ['a code that nobody knows', { chunks: [answer('GetFolder', failure('GetFolder', 'ErrorOfTomorrow'))] }, { code: 'protocol-error' }],
  ])('understands %s', async (_, answered, expected) => {
    script = () => answered;
    await expect(identify()).rejects.toMatchObject({ name: 'MailError', ...expected });
  });

  it('says which ways of signing in are offered when Basic is not', async () => {
    script = () => ({ status: 401, headers: { 'WWW-Authenticate': 'Negotiate, NTLM' }, chunks: [] });
    await expect(identify()).rejects.toThrow(/no Basic authentication here, only Negotiate, NTLM/);
  });

  it('signs in with names and passwords beyond ASCII', async () => {
    script = () => well;
    await adapter.open({ ...target(), credentials: { kind: 'password', method: 'basic', login: 'Zoë', password: 'pä$$:wörd' } }).identify();
    expect(Buffer.from(server.requests[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe('Zoë:pä$$:wörd');
  });

  it('keeps to the mailbox’s back end by the cookies it was given, of one mailbox only', async () => {
    script = ({ index }) => ({ ...well, ...(index === 0 && { headers: { 'Set-Cookie': 'X-BackEndCookie=abc; path=/; HttpOnly' } }) });
    const session = adapter.open(target());
    await session.identify();
    await session.identify();
    await identify();
    expect(server.requests.map(({ headers }) => headers.cookie)).toEqual([undefined, 'X-BackEndCookie=abc', undefined]);
    expect(server.requests[0]?.headers['x-anchormailbox']).toBe('anna@example.com');
  });

  it('steps down to the newest version that the server accepts, and remembers it', async () => {
    script = ({ body }) => (body.includes('"Exchange2010_SP1"') ? well : { status: 500, chunks: [fault('ErrorInvalidServerVersion')] });
    await identify();
    expect(server.requests.map(({ body }) => /Version="(\w+)"/.exec(body)?.[1])).toEqual([
      'Exchange2013_SP1',
      'Exchange2013',
      'Exchange2010_SP2',
      'Exchange2010_SP1',
    ]);
    await identify();
    expect(server.requests).toHaveLength(5);
  });

  it('reaches Exchange 2007, to whose schema newer versions are unknown', async () => {
    script = ({ body }) => (body.includes('"Exchange2007_SP1"') ? well : { status: 500, chunks: [fault('ErrorSchemaValidation')] });
    await expect(identify()).resolves.toMatchObject({ emailAddress: 'anna@example.com' });
  });

  it('calls a server that accepts no version, or not the pinned one, unsupported', async () => {
    script = () => ({ status: 500, chunks: [fault('ErrorInvalidServerVersion')] });
    await expect(identify()).rejects.toMatchObject({ code: 'unsupported-version' });
    const asked = server.requests.length;
    await expect(identify('Exchange2016')).rejects.toMatchObject({ code: 'unsupported-version' });
    expect(server.requests).toHaveLength(asked + 1);
    await expect(identify('Exchange5.5')).rejects.toMatchObject({ code: 'unsupported-version' });
  });

  it('sends a message once only, even when the connection breaks before the answer', async () => {
    script = ({ body }) => (body.includes('CreateItem') ? { chunks: [], breaks: true } : well);
    const session = adapter.open(target());
    await session.identify();
    await expect(session.send(Buffer.from('Subject: x\r\n\r\n'))).rejects.toMatchObject({ code: 'connection-lost' });
    expect(server.requests.filter(({ body }) => body.includes('CreateItem'))).toHaveLength(1);
  });
});
