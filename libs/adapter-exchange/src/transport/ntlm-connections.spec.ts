import { X509Certificate } from 'node:crypto';
import type { MailboxTarget, NetworkPolicy } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { channelBinding } from '../ntlm/channel-binding';
import { makeIdentity } from '../testing/certificates';
import { type NtlmFindings, type NtlmGate, ntlmGate } from '../testing/ntlm-server';
import { type Identity, type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { HttpTransport } from './http-transport';
import { readAway } from './response-body';

const password = 'pä$$wörd';
const loopback: NetworkPolicy = { resolve: () => Promise.resolve({ address: '127.0.0.1', family: 4 }), allowsPlainHttp: () => true };
const patient = { connect: 5_000, firstByte: 5_000, idle: 5_000, total: 5_000 };

describe('signing in by NTLM', () => {
  let server: ScriptedServer;
  let transport: HttpTransport;
  let findings: NtlmFindings[];
  afterEach(async () => {
    transport.close();
    await server.close();
  });

  async function start(gate: Partial<NtlmGate> = {}, answered: ScriptedAnswer = { chunks: ['well'] }, identity?: Identity): Promise<void> {
    findings = [];
    server = await startScriptedServer(
      ntlmGate({ password, ...gate }, findings, () => answered),
      identity,
    );
    const address = identity ? `mail.example.com:${server.port}` : `http://mail.example.com:${server.port}`;
    transport = new HttpTransport(loopback, { address, version: null, trustedCertificate: identity?.ca ?? null });
  }

  async function post(login = 'EXAMPLE\\anna', given = password, repeatable = true, hangs?: true): Promise<number> {
    const body = [Buffer.from('the request')];
    const ntlm = { login, password: given };
    const response = await transport.post({ headers: {}, body, timeouts: patient, repeatable, signal: undefined, ntlm, hangs });
    await readAway(response.body);
    return response.status;
  }

  /** Of each request: its connection, what it carries, and whether it has a header for the sign-in. */
  const seen = (): [number, string, boolean][] =>
    server.requests.map(({ connection, body, headers }) => [connection, body, headers.authorization !== undefined]);

  it('takes one handshake for a connection, whose later requests need no header', async () => {
    await start();
    for (let count = 0; count < 3; count++) await expect(post()).resolves.toBe(200);
    expect(seen()).toEqual([
      [0, '', true],
      [0, 'the request', true],
      [0, 'the request', false],
      [0, 'the request', false],
    ]);
    expect(findings).toMatchObject([{ user: 'anna', domain: 'EXAMPLE', isProven: true, isIntact: true, service: 'HTTP/mail.example.com' }]);
  });

  it('is done by each of many connections for itself, with no other request in between', async () => {
    await start();
    await expect(Promise.all(Array.from({ length: 8 }, () => post()))).resolves.toEqual(Array(8).fill(200));
    for (let connection = 0; connection < 8; connection++) {
      expect(seen().flatMap(([number, body]) => (number === connection ? body : []))).toEqual(['', 'the request']);
    }
    await Promise.all(Array.from({ length: 8 }, () => post()));
    expect(server.requests.slice(16).map(({ headers }) => headers.authorization)).toEqual(Array(8).fill(undefined));
  });

  it('never lets one login use another’s connection', async () => {
    await start();
    for (const login of ['anna', 'ben', 'anna', 'ben']) await post(login);
    expect(findings.map(({ user }) => user)).toEqual(['anna', 'ben']);
    expect(seen().map(([connection]) => connection)).toEqual([0, 0, 1, 1, 0, 1]);
    await expect(post('anna', 'another password')).resolves.toBe(401);
  });

  it('is done once more for what hangs, whose connection carries nothing else', async () => {
    await start();
    for (const hangs of [undefined, true, undefined, true] as const) await post('anna', password, true, hangs);
    expect(seen().map(([connection]) => connection)).toEqual([0, 0, 1, 1, 0, 1]);
  });

  it('is refused after one attempt when the password is wrong, so that no account is locked', async () => {
    await start();
    await expect(post('anna', 'wrong')).resolves.toBe(401);
    expect(findings).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  it('sends its messages under the name Negotiate where no other is offered, and remembers that', async () => {
    await start({ scheme: 'Negotiate' });
    await expect(post()).resolves.toBe(200);
    await expect(post('ben')).resolves.toBe(200);
    expect(server.requests.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual([
      'NTLM',
      'Negotiate',
      'Negotiate',
      'Negotiate',
      'Negotiate',
    ]);
  });

  it('begins anew on a connection that the server no longer knows, even for what must not happen twice', async () => {
    await start();
    await post();
    await server.disconnect();
    await expect(post('EXAMPLE\\anna', password, false)).resolves.toBe(200);
    expect(seen().slice(2)).toEqual([
      [1, '', true],
      [1, 'the request', true],
    ]);
  });

  it('signs in for each request where the server forgets it after each', async () => {
    const gate = ntlmGate({ password }, (findings = []), () => ({ chunks: ['well'] }));
    server = await startScriptedServer((request) =>
      request.headers.authorization === undefined ? { status: 401, headers: { 'WWW-Authenticate': 'NTLM' }, chunks: [] } : gate(request),
    );
    transport = new HttpTransport(loopback, { address: server.serviceAddress, version: null, trustedCertificate: null });
    await expect(post()).resolves.toBe(200);
    await expect(post()).resolves.toBe(200);
    expect(findings).toHaveLength(2);
  });

  it('says that it cannot work where the connection is ended in the middle', async () => {
    await start({ breaksUp: true });
    await expect(post()).rejects.toMatchObject({ code: 'connection-lost', message: expect.stringContaining('NTLM') as string });
  });

  it('passes on what else the server says in place of a challenge', async () => {
    server = await startScriptedServer(() => ({ status: 503, headers: { 'Retry-After': '3' }, chunks: [] }));
    transport = new HttpTransport(loopback, { address: server.serviceAddress, version: null, trustedCertificate: null });
    await expect(post()).resolves.toBe(503);
  });

  it('is bound to the server’s certificate, on every new connection, as Extended Protection demands', async () => {
    const identity = await makeIdentity(['mail.example.com']);
    const binding = channelBinding(new X509Certificate(identity.cert).raw).toString('hex');
    await start({ binding }, { chunks: ['well'], headers: { Connection: 'close' } }, identity);
    for (let count = 0; count < 3; count++) await expect(post()).resolves.toBe(200);
    expect(findings.map((found) => found.binding)).toEqual([binding, binding, binding]);
  });
});

describe('what a mailbox’s owner is told of NTLM', () => {
  it.each<[string, ScriptedAnswer, RegExp]>([
    [
      'is not offered',
      { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="mail, or so", Bearer' }, chunks: [] },
      /offers no NTLM authentication here, only Basic, Bearer/,
    ],
    ['fails', { status: 401, headers: { 'WWW-Authenticate': 'Negotiate, NTLM' }, chunks: [] }, /refused the user name or password/],
  ])('is why it %s', async (_, refusal, message) => {
    const server = await startScriptedServer(() => refusal);
    const adapter = new ExchangeAdapter(openNetwork, {});
    const mailbox = mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com');
    const target: MailboxTarget = { ...mailbox, credentials: { kind: 'password', method: 'ntlm', login: 'anna', password } };
    const failure: unknown = await adapter
      .open(target)
      .identify()
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'authentication-failed', message: expect.stringMatching(message) as string });
    expect(String(failure)).not.toContain(password);
    await adapter.close();
    await server.close();
  });
});
