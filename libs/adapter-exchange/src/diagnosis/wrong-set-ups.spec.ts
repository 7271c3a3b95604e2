import { type AddressInfo, createServer, type Server } from 'node:net';
import { connect, createServer as createTlsServer } from 'node:tls';
import type { DiagnosisLine } from '@mailroom/contract';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { type Credentials, type DiagnoseOptions, MailError, type MailboxTarget, type NetworkPolicy } from '@mailroom/mail-adapter';
import { makeIdentity } from '../testing/certificates';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { answer, fault, failure, inbox } from '../testing/soap-answers';
import { diagnose } from './diagnose';

const host = 'mail.example.com';
const password = 'hunter2-secret';
const network: NetworkPolicy = {
  resolve(name) {
    if ([host, 'localhost', 'outlook.office365.com'].includes(name)) return Promise.resolve({ address: '127.0.0.1', family: 4 });
    return Promise.reject(new MailError(name.startsWith('169.254.') ? 'network-forbidden' : 'host-not-found'));
  },
  allowsPlainHttp: () => true,
};

interface Run extends DiagnoseOptions {
  credentials?: Credentials;
  access?: MailboxTarget['access'];
  ca?: string | null;
  limitMs?: number;
}

/** What failed, or did well with a warning; every line is free of secrets. */
async function examine(
  address: string,
  { credentials, access = 'owner', ca = null, limitMs, ...options }: Run = {},
): Promise<DiagnosisLine[]> {
  const lines: DiagnosisLine[] = [];
  const target: MailboxTarget = {
    ...{ accountId: 'draft', mailboxAddress: 'anna@example.com', access },
    server: { address, version: null, trustedCertificate: ca },
    credentials: credentials ?? { kind: 'password', method: 'basic', login: 'anna', password },
  };
  for await (const line of diagnose({ network, userAgent: 'Mailroom' }, target, options, limitMs)) lines.push(line);
  expect(JSON.stringify(lines)).not.toContain(password);
  return lines;
}

function finding(lines: readonly DiagnosisLine[]): string[] {
  const found = lines.filter(({ status, code }) => status === 'failed' || (status === 'passed' && code !== undefined));
  return found.map(({ step, status, code }) => `${step} ${status} ${String(code)}`).filter((text) => !text.includes('plain-http'));
}

const html = { headers: { 'Content-Type': 'text/html' }, chunks: ['<html>Sign in</html>'] };
const asksFor = (...schemes: string[]): ScriptedAnswer => ({
  status: 401,
  headers: { 'WWW-Authenticate': schemes.join(', ') },
  chunks: [],
});
const at = (minutes: number) => ({ Date: new Date(Date.now() + minutes * 60_000).toUTCString() });
const well: ScriptedAnswer = { chunks: [answer('GetFolder', inbox(), inbox())] };

describe('the set-up doctor tells apart what may be wrong', () => {
  const opened: (ScriptedServer | Server)[] = [];
  afterEach(async () => {
    for (const server of opened.splice(0)) {
      await new Promise<void>((resolve) => void Promise.resolve(server.close(() => undefined)).then(() => resolve()));
    }
  });

  /** A server that asks for Basic, and then answers so. */
  async function serve(signedIn: ScriptedAnswer, knocked: ScriptedAnswer = asksFor('Basic realm="x"')): Promise<ScriptedServer> {
    const server = await startScriptedServer(({ headers }) => (headers.authorization === undefined ? knocked : signedIn));
    opened.push(server);
    return server;
  }

  it.each([
    ['a name that nobody has', 'nowhere.example.com', 'dns failed host-not-found'],
    ['a forbidden network', '169.254.169.254', 'dns failed network-forbidden'],
    ['a port that nothing listens at', `${host}:1`, 'tls failed connection-refused'],
  ])('%s', async (_, address, expected) => {
    expect(finding(await examine(address))).toEqual([expected]);
  });

  it.each([
    ['from an unknown authority', [host], {}, false, 'tls failed tls-untrusted'],
    ['of a private authority that is trusted', [host], {}, true, null],
    ['that is expired', [host], { expired: true }, true, 'tls failed tls-expired'],
    ['for another name', ['other.example.com'], {}, true, 'tls failed tls-name-mismatch'],
  ])('a certificate %s', async (_, names, validity, trusted, expected) => {
    const identity = await makeIdentity(names, validity);
    const server = await startScriptedServer(() => asksFor('Negotiate'), identity);
    opened.push(server);
    const lines = await examine(`${host}:${server.port}`, { ca: trusted ? identity.ca : null });
    expect(finding(lines)).toEqual([expected ?? 'authentication failed method-not-offered']);
    if (expected?.includes('mismatch')) expect(JSON.stringify(lines)).toContain('other.example.com');
    // Nothing is asked, let alone with a password, before the certificate is trusted.
    if (expected) expect(server.requests).toEqual([]);
  });

  it('a port that speaks no TLS, and one that says nothing at all', async () => {
    const { port } = await serve(well);
    expect(finding(await examine(`${host}:${port}`))).toEqual(['tls failed tls-failed']);
    const silent = createServer((socket) => socket.on('error', () => undefined));
    opened.push(silent);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const lines = await examine(`${host}:${(silent.address() as AddressInfo).port}`, { limitMs: 300 });
    expect(finding(lines)).toEqual(['tls failed timeout']);
  });

  it.each<[string, ScriptedAnswer, ScriptedAnswer | undefined, string]>([
    ['a proxy’s sign-in page', well, html, 'not-exchange'],
    ['a portal that sends us elsewhere', well, { status: 302, headers: { Location: 'https://portal' }, chunks: [] }, 'not-exchange'],
    ['a sign-in page behind the login', html, undefined, 'not-exchange'],
    ['a web server without Exchange', well, { status: 404, chunks: [] }, 'endpoint-not-found'],
    ['OAuth or NTLM alone', well, asksFor('Bearer', 'NTLM'), 'method-not-offered'],
    ['a wrong password', asksFor('Basic realm="x"'), undefined, 'authentication-failed'],
    ['a busy server', { status: 500, chunks: [fault('ErrorServerBusy')] }, undefined, 'throttled'],
    ['a server under maintenance', { status: 503, chunks: [] }, { status: 503, chunks: [] }, 'unavailable'],
    ['an expired password', { status: 500, chunks: [fault('ErrorPasswordExpired')] }, undefined, 'password-expired'],
    ['a disabled account', { status: 500, chunks: [fault('ErrorAccountDisabled')] }, undefined, 'account-disabled'],
    ['web services that are off for the mailbox', { status: 403, chunks: [] }, undefined, 'ews-disabled'],
    [
      'a server that refuses every version',
      { status: 500, chunks: [fault('ErrorInvalidServerVersion')] },
      undefined,
      'unsupported-version',
    ],
    ['nonsense', { chunks: ['<no'] }, undefined, 'protocol-error'],
  ])('%s', async (_, signedIn, knocked, code) => {
    const { serviceAddress } = await serve(signedIn, knocked);
    const lines = await examine(serviceAddress);
    expect(finding(lines)).toEqual([`authentication failed ${code}`]);
    const failed = lines.find(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ message: expect.stringMatching(/./) as string, remedy: expect.stringMatching(/./) as string });
  });

  it('a sign-in that is not offered shows no password to anybody', async () => {
    const server = await serve(well, asksFor('Bearer'));
    await examine(server.serviceAddress);
    expect(server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it('a program that is blocked by its name, from a mailbox that has no web services', async () => {
    const strict = await startScriptedServer(({ headers }) => {
      if (headers.authorization === undefined) return asksFor('Basic realm="x"');
      return headers['user-agent'] === 'Mailroom' ? { status: 403, chunks: [] } : well;
    });
    opened.push(strict);
    expect(finding(await examine(strict.serviceAddress))).toEqual(['authentication failed client-blocked']);
  });

  it.each<[string, Credentials['kind'], ScriptedAnswer, string]>([
    ['warns of a clock that is off, where the login works all the same', 'password', { ...well, headers: at(10) }, 'passed'],
    [
      'blames the clock for a token that is refused',
      'token',
      { ...asksFor('Bearer'), headers: { 'WWW-Authenticate': 'Bearer', ...at(-10) } },
      'failed',
    ],
  ])('%s', async (_, kind, signedIn, status) => {
    const skew = kind === 'token' ? -10 : 10;
    const knocked = { ...asksFor(), headers: { 'WWW-Authenticate': kind === 'token' ? 'Bearer' : 'Basic realm="x"', ...at(skew) } };
    const { serviceAddress } = await serve(signedIn, knocked);
    const token: Credentials = { kind: 'token', tokens: { token: () => Promise.resolve(password) } };
    const lines = await examine(serviceAddress, kind === 'token' ? { credentials: token } : {});
    expect(finding(lines)[0]).toBe(`authentication ${status} clock-skewed`);
    expect(lines.find(({ code }) => code === 'clock-skewed')?.message).toMatch(skew > 0 ? /10 minutes ahead/ : /10 minutes behind/);
  });

  it('a shared mailbox that the login may not open, and an address that has no mailbox', async () => {
    for (const [serverCode, code] of [
      ['ErrorAccessDenied', 'authorization-denied'],
      ['ErrorNonExistentMailbox', 'mailbox-not-found'],
    ]) {
      const { serviceAddress } = await serve({ chunks: [answer('GetFolder', failure('GetFolder', String(serverCode)))] });
      expect(finding(await examine(serviceAddress, { access: 'delegate' }))).toEqual([`folders failed ${String(code)}`]);
    }
  });

  it('a mailbox that the sent items may not be kept in, and one that is not to send', async () => {
    const rights = '<t:EffectiveRights><t:CreateContents>false</t:CreateContents></t:EffectiveRights>';
    const server = await startScriptedServer(({ headers, body }) => {
      if (headers.authorization === undefined) return asksFor('Basic realm="x"');
      if (body.includes('SyncFolderHierarchy')) {
        return { chunks: [answer('SyncFolderHierarchy', hierarchy)] };
      }
      return body.includes('sentitems') ? { chunks: [answer('GetFolder', inbox().replace('</t:Folder>', `${rights}</t:Folder>`))] } : well;
    });
    opened.push(server);
    expect(finding(await examine(server.serviceAddress))).toEqual(['send failed sending-denied']);
    const lines = await examine(server.serviceAddress, { send: false });
    expect(lines.at(-1)).toMatchObject({ step: 'send', status: 'skipped', code: 'not-needed' });
  });

  it('Extended Protection, that a proxy in between spoils, from a wrong password', async () => {
    const simulator = await startSimulator({ extendedProtection: 'require' });
    simulator.deliver('anna@example.com', 'Inbox', 'Subject: 1\r\n\r\n');
    const identity = await makeIdentity([host]);
    const proxy = createTlsServer(identity, (socket) => {
      const behind = connect({ port: Number(new URL(simulator.url).port), host: '127.0.0.1', servername: 'localhost', ca: simulator.ca });
      for (const end of [socket, behind]) end.on('error', () => undefined);
      socket.pipe(behind).pipe(socket);
    });
    opened.push(proxy);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `${host}:${(proxy.address() as AddressInfo).port}`;
    const login = (secret: string) => ({ kind: 'password', method: 'ntlm', login: 'anna', password: secret }) as const;
    const through = (secret: string) => examine(address, { ca: identity.ca, credentials: login(secret) });
    expect(finding(await through('secret'))).toEqual(['authentication failed extended-protection']);
    expect(finding(await through('wrong'))).toEqual(['authentication failed authentication-failed']);
    const straight = await examine(simulator.serviceAddress, { ca: simulator.ca ?? null, credentials: login('secret') });
    expect(finding(straight)).toEqual([]);
    await simulator.close();
  });

  it('an organisation whose Microsoft 365 has web services off', async () => {
    const cloud = 'outlook.office365.com';
    const identity = await makeIdentity([cloud]);
    const server = await startScriptedServer(
      ({ headers }) => (headers.authorization === undefined ? asksFor('Bearer') : { status: 403, chunks: [] }),
      identity,
    );
    opened.push(server);
    const credentials: Credentials = { kind: 'token', tokens: { token: () => Promise.resolve(password) } };
    const lines = await examine(`${cloud}:${server.port}`, { ca: identity.ca, credentials });
    expect(finding(lines)).toEqual(['authentication failed tenant-ews-disabled']);
  });

  it('nothing behind the sign-in, where only the mailbox’s owner can sign in', async () => {
    const server = await serve(well, asksFor('Bearer'));
    const credentials: Credentials = { kind: 'token', tokens: { token: () => Promise.reject(new MailError('not-connected')) } };
    const lines = await examine(server.serviceAddress, { credentials, signIn: false });
    expect(finding(lines)).toEqual([]);
    const later = lines.filter(({ step }) => ['authentication', 'folders', 'send'].includes(step));
    expect(later.filter(({ status }) => status === 'skipped').map(({ code }) => code)).toEqual(Array(3).fill('sign-in-needed'));
  });

  it('ends in time when the server does not answer', async () => {
    const server = await startScriptedServer(() => new Promise<never>(() => undefined));
    opened.push(server);
    const lines = await examine(server.serviceAddress, { limitMs: 400 });
    expect(finding(lines)).toEqual(['authentication failed timeout']);
    expect(lines.at(-1)).toMatchObject({ step: 'send', status: 'skipped', code: 'not-tried' });
  });

  it('ends at once when nobody waits for it any more, and leaves no connection', async () => {
    const cancellation = new AbortController();
    const reason = new Error('gone');
    const server = await startScriptedServer(() => {
      cancellation.abort(reason);
      return new Promise<never>(() => undefined);
    });
    opened.push(server);
    await expect(examine(server.serviceAddress, { signal: cancellation.signal })).rejects.toBe(reason);
    await server.disconnect();
  });
});

const hierarchy =
  '<m:SyncFolderHierarchyResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:SyncState>s</m:SyncState><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes/></m:SyncFolderHierarchyResponseMessage>';
