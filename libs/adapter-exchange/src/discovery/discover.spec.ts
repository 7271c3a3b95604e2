import type { RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { type Credentials, MailError, type NetworkPolicy, type ServiceRecord } from '@mailroom/mail-adapter';
import { makeIdentity } from '../testing/certificates';
import { type Identity, type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { control } from '../testing/simulator';
import { discover } from './discover';

const basic = (login: string): Credentials => ({ kind: 'password', method: 'basic', login, password: 'secret' });

/** A name server that knows these names alone, all of them on this computer. */
function network(names: readonly string[], records: readonly ServiceRecord[] = []): NetworkPolicy {
  return {
    resolve(host) {
      if (names.includes(host)) return Promise.resolve({ address: '127.0.0.1', family: 4 });
      return Promise.reject(new MailError(host.startsWith('10.') ? 'network-forbidden' : 'host-not-found'));
    },
    services: () => Promise.resolve(records),
    allowsPlainHttp: () => false,
  };
}

describe('finding a mailbox on a simulated Exchange server', () => {
  let simulator: RunningSimulator;
  let port: number;
  beforeAll(async () => {
    simulator = await startSimulator();
    port = Number(new URL(simulator.url).port);
    simulator.deliver('anna@localhost', 'Inbox', 'Subject: 1\r\n\r\n');
  });
  afterEach(() => control(simulator, 'PUT', '/autodiscover', { redirects: {} }));
  afterAll(() => simulator.close());

  /** The simulator's certificate is for localhost: it is found as the domain itself, or by a DNS record. */
  const find = (address: string, options: object = {}) => {
    const parts = {
      network: network(['localhost'], [{ host: 'localhost', port }]),
      userAgent: 'Mailroom',
      ports: { https: port, http: 1 },
    };
    return discover(parts, address, { trustedCertificate: simulator.ca ?? null, ...options });
  };
  const codes = ({ attempts }: Awaited<ReturnType<typeof find>>) => attempts.map(({ method, code }) => [method, code]);

  it('proposes the server that wants a login, with a way to sign in that it offers, and needs no login for that', async () => {
    const found = await find('anna@localhost');
    expect(found.proposal).toEqual({
      ...{ name: 'localhost', domains: ['localhost'], serviceType: 'exchange' },
      ...{ serviceAddress: simulator.serviceAddress, authMethod: 'ntlm' },
    });
    expect(codes(found)).toEqual([['soap', undefined]]);
  });

  it('asks a server by a DNS record when the domain has none, and says where it looked', async () => {
    const found = await find('anna@example.com');
    expect(found.proposal).toMatchObject({ serviceAddress: simulator.serviceAddress, domains: ['example.com'] });
    expect(codes(found)).toEqual([
      ['soap', 'host-not-found'],
      ['soap', 'host-not-found'],
      ['pox', 'host-not-found'],
      ['srv', undefined],
    ]);
  });

  it('reads the settings with a login, in whichever form the server has them', async () => {
    for (const method of ['basic', 'ntlm'] as const) {
      const credentials = { ...basic('anna@localhost'), method };
      await expect(find('anna@localhost', { credentials })).resolves.toMatchObject({
        proposal: { serviceAddress: simulator.serviceAddress },
      });
    }
    const old = await startSimulator({ serverVersion: 'Exchange2007_SP1' });
    old.deliver('anna@localhost', 'Inbox', 'Subject: 1\r\n\r\n');
    const parts = { network: network(['localhost']), userAgent: 'Mailroom', ports: { https: Number(new URL(old.url).port), http: 1 } };
    const found = await discover(parts, 'anna@localhost', { trustedCertificate: old.ca ?? null, credentials: basic('anna') });
    expect(found.proposal).toMatchObject({ serviceAddress: old.serviceAddress });
    expect(codes(found).at(-1)).toEqual(['pox', undefined]);
    await old.close();
  });

  it('says when nobody there has the address, or the login is refused', async () => {
    expect(codes(await find('nobody@localhost', { credentials: basic('anna@localhost') }))[0]).toEqual(['soap', 'mailbox-not-found']);
    expect(codes(await find('anna@localhost', { credentials: basic('nobody') }))[0]).toEqual(['soap', 'authentication-failed']);
  });

  it('follows where the server sends the mailbox, and gives up on one that leads in circles', async () => {
    const other = await startSimulator();
    other.deliver('anna@localhost', 'Inbox', 'Subject: 1\r\n\r\n');
    const redirect = (to: string) => control(simulator, 'PUT', '/autodiscover', { redirects: { 'anna@localhost': to } });
    const credentials = basic('anna@localhost');
    await redirect(new URL('/autodiscover/autodiscover.xml', other.url).href);
    const trustedCertificate = `${simulator.ca ?? ''}\n${other.ca ?? ''}`;
    expect((await find('anna@localhost', { credentials, trustedCertificate })).proposal).toMatchObject({
      serviceAddress: other.serviceAddress,
    });
    await redirect('https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml');
    expect((await find('anna@localhost', { credentials })).proposal).toMatchObject({
      ...{ serviceType: 'microsoft365', serviceAddress: 'outlook.office365.com', authMethod: 'oauth2' },
    });
    for (const to of [
      'http://localhost/autodiscover/autodiscover.xml',
      'https://10.0.0.1/autodiscover/autodiscover.xml',
      'anna@localhost',
    ]) {
      await redirect(to);
      expect((await find('anna@localhost', { credentials })).attempts[0]).toMatchObject({
        code: to.includes('10.0') ? 'network-forbidden' : 'not-exchange',
      });
    }
    await other.close();
  });
});

describe('finding a mailbox where the servers are odd', () => {
  const names = ['example.com', 'autodiscover.example.com', 'mail.example.com', 'evil.test', 'example.org'];
  let identity: Identity;
  let opened: ScriptedServer[] = [];
  beforeAll(async () => {
    identity = await makeIdentity(names);
  });
  afterEach(async () => {
    await Promise.all(opened.map((server) => server.close()));
    opened = [];
  });

  const xml = (content: string): ScriptedAnswer => ({ chunks: [`<Autodiscover><Response>${content}</Response></Autodiscover>`] });
  const redirect = (location: string): ScriptedAnswer => ({ status: 302, headers: { Location: location }, chunks: [] });
  const wantsLogin: ScriptedAnswer = { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' }, chunks: [] };
  const page: ScriptedAnswer = { headers: { 'Content-Type': 'text/html' }, chunks: ['<html>Welcome</html>'] };
  const nothing: ScriptedAnswer = { status: 404, chunks: [] };

  /** Servers by `host/path`; `plain` is what answers without TLS. */
  async function world(answers: Record<string, ScriptedAnswer>, plain: ScriptedAnswer = nothing) {
    const keyOf = (host: string | undefined, path: string): string => `${String(host).replace(/:\d+$/, '')}${path.toLowerCase()}`;
    const secure = await startScriptedServer(({ headers, path }) => answers[keyOf(headers.host, path)] ?? nothing, identity);
    const open = await startScriptedServer(() => plain);
    opened.push(secure, open);
    const parts = { network: network(names), userAgent: 'Mailroom', ports: { https: secure.port, http: open.port } };
    return {
      secure,
      find: (options: object = {}) => discover(parts, 'anna@example.com', { trustedCertificate: identity.ca, ...options }),
      at: (place: string) => `https://${place.replace('/', `:${secure.port}/`)}`,
    };
  }
  const soap = '/autodiscover/autodiscover.svc';
  const plain = '/autodiscover/autodiscover.xml';

  it('goes on after a web site that knows nothing of mail, and after a site’s own login', async () => {
    const { find, secure } = await world({
      [`example.com${soap}`]: page,
      [`example.com${plain}`]: wantsLogin,
      [`autodiscover.example.com${soap}`]: wantsLogin,
      'autodiscover.example.com/ews/exchange.asmx': wantsLogin,
    });
    const { proposal, attempts } = await find();
    expect(proposal).toMatchObject({ serviceAddress: `autodiscover.example.com:${secure.port}`, authMethod: 'basic' });
    expect(attempts.map(({ method, code }) => [method, code])).toEqual([
      ['soap', 'not-exchange'],
      ['pox', 'endpoint-not-found'],
      ['soap', undefined],
    ]);
  });

  it('believes no redirection without TLS with a login: whoever is there may be anybody', async () => {
    const evil = { [`evil.test${plain}`]: wantsLogin, 'evil.test/ews/exchange.asmx': wantsLogin };
    const target = await world(evil);
    const { find, secure } = await world(evil, redirect(target.at(`evil.test${plain}`)));
    const { proposal } = await find({ credentials: basic('anna') });
    expect(proposal).toMatchObject({ serviceAddress: `evil.test:${target.secure.port}` });
    for (const { headers } of [...secure.requests, ...target.secure.requests]) expect(headers.authorization).toBeUndefined();
  });

  it('shows a password only where it is asked for, and a token nowhere', async () => {
    const settings = xml(
      '<Account><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>https://mail.example.com/EWS/Exchange.asmx</EwsUrl></Protocol></Account>',
    );
    const open = await world({ [`example.com${plain}`]: settings });
    expect((await open.find({ credentials: basic('anna') })).proposal).toMatchObject({ serviceAddress: 'mail.example.com' });
    const token: Credentials = { kind: 'token', tokens: { token: () => Promise.resolve('a-token') } };
    const bearer = { ...wantsLogin, headers: { 'WWW-Authenticate': 'Bearer' } };
    const closed = await world({ [`example.com${soap}`]: bearer, 'example.com/ews/exchange.asmx': bearer });
    expect((await closed.find({ credentials: token })).proposal).toMatchObject({ authMethod: 'oauth2' });
    for (const { headers } of [...open.secure.requests, ...closed.secure.requests]) expect(headers.authorization).toBeUndefined();
  });

  it('finds Microsoft 365 by where the domain sends everybody, without asking there', async () => {
    const { find } = await world({}, redirect('https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml'));
    await expect(find()).resolves.toMatchObject({
      proposal: { serviceType: 'microsoft365', serviceAddress: 'outlook.office365.com', authMethod: 'oauth2', domains: ['example.com'] },
    });
  });

  it('asks for another address at its own domain when it is told to', async () => {
    const { find, secure } = await world({
      [`example.com${plain}`]: xml('<Account><Action>redirectAddr</Action><RedirectAddr>anna@example.org</RedirectAddr></Account>'),
      [`example.org${soap}`]: wantsLogin,
      'example.org/ews/exchange.asmx': wantsLogin,
    });
    expect((await find()).proposal).toMatchObject({ serviceAddress: `example.org:${secure.port}`, domains: ['example.com'] });
  });

  it('follows ten redirections at most', async () => {
    const further = Array.from({ length: 30 }, (_, step) => [`example.com/${step}`, redirect(`/${step + 1}`)] as const);
    const { find, secure } = await world({ ...Object.fromEntries(further), [`example.com${plain}`]: redirect('/0') });
    expect((await find()).proposal).toBeNull();
    expect(secure.requests.filter(({ path }) => /^\/\d+$/.test(path))).toHaveLength(10);
  });

  it.each<[string, ScriptedAnswer, string]>([
    ['no XML', { chunks: ['<Autodiscover><Resp'] }, 'not-exchange'],
    ['another document', { chunks: ['<rss/>'] }, 'not-exchange'],
    ['an endless answer', { chunks: Array.from({ length: 60 }, () => ' '.repeat(10_000)) }, 'not-exchange'],
    ['a mail server’s address with a scheme of its own', settingsWith('javascript:alert(1)'), 'not-exchange'],
    ['a mail server’s address without TLS', settingsWith('http://mail.example.com/EWS/Exchange.asmx'), 'not-exchange'],
    ['no address of web services', settingsWith(''), 'endpoint-not-found'],
  ])('is not taken in by %s', async (_, answered, code) => {
    const { find } = await world({ [`example.com${plain}`]: answered });
    const { proposal, attempts } = await find();
    expect(proposal).toBeNull();
    expect(attempts.find(({ method }) => method === 'pox')).toMatchObject({ code });
  });

  it('ends in time when the name server does not answer, and connects to nothing that it makes up', async () => {
    const silent = { ...network([]), services: () => new Promise<never>(() => undefined) };
    const parts = { network: silent, userAgent: 'Mailroom' };
    await expect(discover(parts, 'anna@example.com', { limitMs: 300 })).resolves.toMatchObject({ proposal: null });
    const made = [
      { host: 'a b/..', port: 443 },
      { host: '10.0.0.1', port: 443 },
    ];
    const { attempts } = await discover({ ...parts, network: network([], made) }, 'anna@example.com');
    expect(attempts.filter(({ method }) => method === 'srv')).toEqual([
      { method: 'srv', url: 'https://10.0.0.1/autodiscover/autodiscover.svc', code: 'network-forbidden' },
    ]);
  });

  it('ends in time when servers do not answer, and at once when nobody waits for it', async () => {
    const { find } = await world({ [`example.com${soap}`]: { chunks: [], hangs: true } });
    const { proposal, attempts } = await find({ limitMs: 300 });
    expect([proposal, attempts.at(-1)?.code]).toEqual([null, 'timeout']);
    const reason = new Error('gone');
    await expect(find({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

function settingsWith(ewsUrl: string): ScriptedAnswer {
  const account = `<Account><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>${ewsUrl}</EwsUrl></Protocol></Account>`;
  return { chunks: [`<Autodiscover><Response>${account}</Response></Autodiscover>`] };
}
