import { type RunningSimulator } from './simulator';
import { parseXml } from './soap/request-reader';
import { startSimulator } from './testing/checked-simulator';
import { basic, Connection, type RawAnswer } from './testing/connection';
import { control } from './testing/control';
import { plainMessage } from './testing/messages';
import { sendByNtlm } from './testing/ntlm-client';
import { all } from './testing/requests';

const plainPath = '/autodiscover/autodiscover.xml';
const soapPath = '/autodiscover/autodiscover.svc';
const base = 'http://schemas.microsoft.com/exchange/autodiscover';
const namespace = 'http://schemas.microsoft.com/exchange/2010/Autodiscover';
const xml = { 'Content-Type': 'text/xml; charset=utf-8', ...basic('alice') };

const textsIn = ({ body }: RawAnswer, name: string): string[] => all(parseXml(body.toString()), name).map(({ text }) => text);

describe('Autodiscover', () => {
  let simulator: RunningSimulator;
  let connection: Connection;

  const start = async (options: Parameters<typeof startSimulator>[0] = {}): Promise<void> => {
    simulator = await startSimulator(options);
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    simulator.deliver('bob.b@example.test', 'Inbox', plainMessage('1'));
    connection = new Connection(simulator);
  };

  afterEach(async () => {
    connection.close();
    await simulator.close();
  });

  it.each([plainPath, soapPath, '/AutoDiscover/AutoDiscover.XML'])('asks who wants to know, at %s', async (path) => {
    await start();
    const refused = await connection.send('GET', path, {});
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Basic realm="localhost", NTLM']);
    await sendByNtlm(connection, '', { user: 'alice', password: 'secret' });
    expect((await connection.send('GET', path, {})).status).not.toBe(401);
  });

  it('can send users elsewhere only by address or URL, until a reset', async () => {
    await start();
    expect((await control(simulator, 'PUT', '/autodiscover', { redirects: { 'old@example.test': 1 } })).status).toBe(400);
    expect((await control(simulator, 'PUT', '/autodiscover', { redirects: { 'alice@example.test': 'a@b.test' } })).status).toBe(200);
    await control(simulator, 'POST', '/reset');
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    expect(textsIn(await connection.send('POST', plainPath, xml, plainRequest('alice@example.test')), 'Action')).toEqual(['settings']);
  });

  const plainRequest = (address: string, schema = `${base}/outlook/responseschema/2006a`): string =>
    `<Autodiscover xmlns="${base}/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress>` +
    `<AcceptableResponseSchema>${schema}</AcceptableResponseSchema></Request></Autodiscover>`;

  describe('in plain XML (MS-OXDSCLI)', () => {
    const ask = (body: string, method = 'POST'): Promise<RawAnswer> => connection.send(method, plainPath, xml, body);

    it('tells the address of Exchange Web Services for inside and outside (2.2.4.1.1.2.6)', async () => {
      await start({ serverVersion: '15.0.516.32' });
      const answer = await ask(plainRequest('Bob.B@example.test'));
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
      expect(textsIn(answer, 'Type')).toEqual(['EXCH', 'EXPR']);
      expect(textsIn(answer, 'EwsUrl')).toEqual([simulator.url, simulator.url]);
      expect([textsIn(answer, 'DisplayName'), textsIn(answer, 'AutoDiscoverSMTPAddress'), textsIn(answer, 'ServerVersion')]).toEqual([
        ['Bob B'],
        ['bob.b@example.test'],
        ['73C08204'],
      ]);
      const [response] = all(parseXml(answer.body.toString()), 'Response');
      expect(response?.namespace).toBe(`${base}/outlook/responseschema/2006a`);
    });

    it.each([
      ['an unknown address', plainRequest('zoe@example.test'), '500', "The email address can't be found."],
      ['no address', plainRequest('x').replace(/<EMail.*EMailAddress>/, ''), '600', 'Invalid Request'],
      ['what is no request', '<html/>', '600', 'Invalid Request'],
      ['no XML', 'hello', '600', 'Invalid Request'],
      ['another schema', plainRequest('alice@example.test', `${base}/mobilesync/responseschema/2006`), '601', 'Provider is not available.'],
    ])('answers %s by an error in a response (2.2.4.1.1.1)', async (_what, body, code, message) => {
      await start();
      const answer = await ask(body);
      expect([answer.status, textsIn(answer, 'ErrorCode'), textsIn(answer, 'Message')]).toEqual([200, [code], [message]]);
    });

    it('takes a GET for an invalid request', async () => {
      await start();
      expect(textsIn(await ask('', 'GET'), 'ErrorCode')).toEqual(['600']);
    });

    it('knows an alias, and tells the right address', async () => {
      await start();
      await control(simulator, 'PUT', '/mailboxes/alice@example.test', { aliases: ['ally@example.test'] });
      expect(textsIn(await ask(plainRequest('ally@example.test')), 'AutoDiscoverSMTPAddress')).toEqual(['alice@example.test']);
    });

    it('sends users elsewhere (2.2.4.1.1.2.2, 2.2.4.1.1.2.4)', async () => {
      await start();
      const redirects = { 'bob.b@example.test': 'bob@moved.test', 'moved.test': 'https://other.test/autodiscover/autodiscover.xml' };
      await control(simulator, 'PUT', '/autodiscover', { redirects });
      const byAddress = await ask(plainRequest('bob.b@example.test'));
      expect([textsIn(byAddress, 'Action'), textsIn(byAddress, 'RedirectAddr')]).toEqual([['redirectAddr'], ['bob@moved.test']]);
      const byUrl = await ask(plainRequest('anybody@moved.test'));
      expect([textsIn(byUrl, 'Action'), textsIn(byUrl, 'RedirectUrl')]).toEqual([['redirectUrl'], [redirects['moved.test']]]);
    });
  });

  describe('in SOAP (MS-OXWSADISC)', () => {
    const envelope = (operation: string, request: string): string =>
      `<soap:Envelope xmlns:a="${namespace}" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">` +
      `<soap:Header><a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion><wsa:Action>${namespace}/Autodiscover/${operation}</wsa:Action>` +
      `</soap:Header><soap:Body><a:${operation}RequestMessage><a:Request>${request}</a:Request></a:${operation}RequestMessage></soap:Body></soap:Envelope>`;
    const settings = (names: readonly string[]): string =>
      `<a:RequestedSettings>${names.map((name) => `<a:Setting>${name}</a:Setting>`).join('')}</a:RequestedSettings>`;
    const ask = (body: string): Promise<RawAnswer> => connection.send('POST', soapPath, xml, body);
    const askUsers = (users: readonly string[], ...names: string[]): Promise<RawAnswer> => {
      const list = users.map((user) => `<a:User><a:Mailbox>${user}</a:Mailbox></a:User>`).join('');
      return ask(envelope('GetUserSettings', `<a:Users>${list}</a:Users>${settings(names)}`));
    };

    it('tells the settings that a user is asked for (3.1.4.1)', async () => {
      await start({ serverVersion: 'Exchange2013_SP1' });
      const names = ['ExternalEwsUrl', 'InternalEwsUrl', 'EwsSupportedSchemas', 'GroupingInformation', 'UserDisplayName', 'CasVersion'];
      const answer = await askUsers(['bob.b@example.test'], ...names, 'PublicFolderServer');
      expect(textsIn(answer, 'Name')).toEqual(names);
      expect(textsIn(answer, 'Value')).toEqual([
        simulator.url,
        simulator.url,
        'Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, Exchange2013_SP1',
        'exch1',
        'Bob B',
        '15.00.0847.032',
      ]);
      expect(textsIn(answer, 'ErrorCode')).toEqual(['NoError', 'NoError', 'SettingIsNotAvailable']);
      expect(textsIn(answer, 'SettingName')).toEqual(['PublicFolderServer']);
      expect(['MajorVersion', 'MinorVersion', 'MajorBuildNumber', 'Version'].flatMap((name) => textsIn(answer, name))).toEqual([
        '15',
        '0',
        '847',
        'Exchange2013_SP1',
      ]);
    });

    it('answers each of several users for itself (3.1.4.1.3.7)', async () => {
      await start();
      await control(simulator, 'PUT', '/autodiscover', {
        redirects: { 'bob.b@example.test': 'bob@moved.test', 'moved.test': 'https://other.test/autodiscover/autodiscover.svc' },
      });
      const answer = await askUsers(['alice@example.test', 'zoe@<b>', 'bob.b@example.test', 'x@moved.test'].map(escape), 'ExternalEwsUrl');
      expect(textsIn(answer, 'ErrorCode')).toEqual(['NoError', 'NoError', 'InvalidUser', 'RedirectAddress', 'RedirectUrl']);
      expect(textsIn(answer, 'RedirectTarget')).toEqual(['', '', 'bob@moved.test', 'https://other.test/autodiscover/autodiscover.svc']);
    });

    it('tells the settings of a domain (3.1.4.2)', async () => {
      await start();
      await control(simulator, 'PUT', '/autodiscover', { redirects: { 'moved.test': 'https://other.test/autodiscover/autodiscover.svc' } });
      const domains = ['EXAMPLE.test', 'unknown.test', 'moved.test'].map((domain) => `<a:Domain>${domain}</a:Domain>`).join('');
      const answer = await ask(
        envelope('GetDomainSettings', `<a:Domains>${domains}</a:Domains>${settings(['ExternalEwsUrl', 'ExternalEwsVersion'])}`),
      );
      expect(textsIn(answer, 'ErrorCode')).toEqual(['NoError', 'NoError', 'InvalidDomain', 'RedirectUrl']);
      expect(textsIn(answer, 'Value')).toEqual([simulator.url, '15.01.2507.039']);
      expect(textsIn(answer, 'RedirectTarget')).toContain('https://other.test/autodiscover/autodiscover.svc');
    });

    it('refuses a request that asks for nothing', async () => {
      await start();
      for (const request of ['', settings(['ExternalEwsUrl']), '<a:Users/>']) {
        expect(textsIn(await ask(envelope('GetUserSettings', request)), 'ErrorCode')).toEqual(['InvalidRequest']);
      }
    });

    it.each([
      ['another operation', envelope('GetFederationInformation', '')],
      ['no envelope', '<html/>'],
      ['no XML', 'hello'],
    ])('answers %s by a fault that tells the version too', async (_what, body) => {
      await start();
      const answer = await ask(body);
      expect([answer.status, textsIn(answer, 'faultcode'), textsIn(answer, 'MajorVersion')]).toEqual([
        500,
        ['a:ActionNotSupported'],
        ['15'],
      ]);
    });

    it('is not there before Exchange 2010', async () => {
      await start({ serverVersion: 'Exchange2007_SP1' });
      expect((await askUsers(['alice@example.test'], 'ExternalEwsUrl')).status).toBe(404);
      expect(textsIn(await connection.send('POST', plainPath, xml, plainRequest('alice@example.test')), 'GroupingInformation')).toEqual([]);
    });

    it('tells by GroupingInformation which mailboxes share a mailbox server', async () => {
      await start({ affinity: true });
      const users = Array.from({ length: 20 }, (_, number) => `user${number}@example.test`);
      for (const user of users) simulator.deliver(user, 'Inbox', plainMessage('1'));
      expect(new Set(textsIn(await askUsers(users, 'GroupingInformation'), 'Value'))).toEqual(new Set(['exch1', 'exch2']));
    });
  });
});

function escape(text: string): string {
  return text.replaceAll('<', '&lt;');
}
