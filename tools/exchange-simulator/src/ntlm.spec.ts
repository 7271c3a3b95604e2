import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { type RunningSimulator } from './simulator';
import { channelBindings } from './authentication/ntlm/extended-protection';
import { makeCertificate } from './http/certificates';
import { startSimulator } from './testing/checked-simulator';
import { basic, Connection } from './testing/connection';
import { plainMessage } from './testing/messages';
import { askChallenge, authenticateMessage, negotiateMessage, sendByNtlm } from './testing/ntlm-client';
import { requests } from './testing/requests';
import { envelope } from './testing/soap-client';

const inbox = envelope(requests.getFolder('inbox'));
const alice = { user: 'alice', password: 'secret' };

describe('NTLM over HTTP', () => {
  let simulator: RunningSimulator;
  let connections: Connection[];

  const start = async (options: Parameters<typeof startSimulator>[0] = {}): Promise<void> => {
    simulator = await startSimulator({ tls: false, ...options });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    connections = [];
  };
  const connect = (): Connection => {
    const connection = new Connection(simulator);
    connections.push(connection);
    return connection;
  };

  afterEach(async () => {
    for (const connection of connections) connection.close();
    await simulator.close();
  });

  it('authenticates the connection (MS-NTHT 3.1): what follows on it needs no header', async () => {
    await start();
    const connection = connect();
    expect((await sendByNtlm(connection, inbox, alice)).status).toBe(200);
    expect((await connection.post(inbox)).status).toBe(200);
    expect(connection.count).toBe(1);
    expect((await connect().post(inbox)).status).toBe(401);
    expect(simulator.stats()).toMatchObject({ schemes: { ntlm: 2 }, unauthorized: 1 });
  });

  it('refuses an answer on another connection than the one that was challenged', async () => {
    await start();
    const [challenged, other] = [connect(), connect()];
    const answer = authenticateMessage(await askChallenge(challenged), alice).toString('base64');
    expect((await other.post(inbox, { Authorization: `NTLM ${answer}` })).status).toBe(401);
    expect((await challenged.post(inbox, { Authorization: `NTLM ${answer}` })).status).toBe(200);
  });

  it('takes an answer once', async () => {
    await start();
    const connection = connect();
    const answer = authenticateMessage(await askChallenge(connection), alice).toString('base64');
    expect((await connection.post(inbox, { Authorization: `NTLM ${answer}` })).status).toBe(200);
    expect((await connection.post(inbox, { Authorization: `NTLM ${answer}` })).status).toBe(401);
    expect((await connection.post(inbox)).status).toBe(401);
  });

  it.each([
    ['the address', { ...alice, user: 'ALICE@example.test' }, 200],
    ['a wrong password', { ...alice, password: 'wrong' }, 401],
    ['an unknown user', { ...alice, user: 'nobody' }, 401],
    ['an integrity code over all messages (MS-NLMP 3.2.5.1.2)', { ...alice, integrity: 'right' }, 200],
    ['one that does not fit', { ...alice, integrity: 'wrong' }, 401],
  ] as const)('answers %s', async (_what, login, status) => {
    await start();
    expect((await sendByNtlm(connect(), inbox, login)).status).toBe(status);
  });

  it.each(['', 'TlRMTVNTUAA=', Buffer.from('NTLMSSP\0\x03\0\0\0garbage garbage garbage garbage garbage garbage').toString('base64')])(
    'refuses what is no message (%s)',
    async (token) => {
      await start();
      const connection = connect();
      await askChallenge(connection);
      expect((await connection.post(inbox, { Authorization: `NTLM ${token}` })).status).toBe(401);
    },
  );

  it('is offered beside Basic, or alone, or by the name Negotiate (RFC 4559)', async () => {
    await start();
    expect((await connect().post(inbox)).headers['www-authenticate']).toBe('Basic realm="localhost", NTLM');
    await simulator.close();
    await start({ auth: ['negotiate', 'ntlm'] });
    const refused = await connect().post(inbox, basic('alice'));
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Negotiate, NTLM']);
    expect((await sendByNtlm(connect(), inbox, { ...alice, scheme: 'Negotiate' })).status).toBe(200);
  });

  it('is not there when it is not offered', async () => {
    await start({ auth: ['basic'] });
    const { headers } = await connect().post('', { Authorization: `NTLM ${negotiateMessage.toString('base64')}` });
    expect(headers['www-authenticate']).toBe('Basic realm="localhost"');
  });

  it('forgets who it was when a login ends', async () => {
    await start();
    const connection = connect();
    await sendByNtlm(connection, inbox, alice);
    const address = `${simulator.controlUrl}/mailboxes/alice@example.test`;
    await fetch(address, { method: 'PUT', body: JSON.stringify({ disabled: true }) });
    expect((await connection.post(inbox)).status).toBe(401);
  });

  describe('with Extended Protection (MS-NLMP 2.2.2.1, RFC 5929)', () => {
    it.each([
      ['off', 'none', 200],
      ['off', 'wrong', 200],
      ['allow', 'none', 200],
      ['allow', 'right', 200],
      ['allow', 'wrong', 401],
      ['require', 'none', 401],
      ['require', 'right', 200],
      ['require', 'wrong', 401],
    ] as const)('%s: a client that says %s about its TLS connection is answered %i', async (extendedProtection, bindings, status) => {
      const certificate = await makeCertificate();
      await start({ tls: true, certificate, extendedProtection });
      const said = { none: undefined, right: channelBindings(certificate.certificate), wrong: Buffer.alloc(16, 1) }[bindings];
      const answer = await sendByNtlm(connect(), inbox, { ...alice, ...(said && { channelBindings: said }) });
      expect(answer.status).toBe(status);
    });

    it('lets nobody in over plain HTTP when it is required, but by Basic', async () => {
      await start({ extendedProtection: 'require' });
      expect((await sendByNtlm(connect(), inbox, alice)).status).toBe(401);
      expect((await connect().post(inbox, basic('alice'))).status).toBe(200);
    });
  });
});

const curl = spawnSync('curl', ['--version'], { encoding: 'utf8' });
const hasCurl = curl.status === 0 && curl.stdout.includes('NTLM');

describe("curl's NTLM", () => {
  it(hasCurl || process.env['CI'] !== undefined ? 'lets it in, over one connection' : 'is not at hand, and so was not tried', async () => {
    if (!hasCurl && process.env['CI'] === undefined) return;
    const simulator = await startSimulator();
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const run = async (user: string): Promise<string> => {
      const request = [
        '-H',
        'Content-Type: text/xml',
        '-d',
        inbox,
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}/%{num_connects} ',
        simulator.url,
      ];
      const options = ['-s', '--cacert', simulator.caPath ?? '', '--ntlm', '-u', user];
      return (await promisify(execFile)('curl', [...options, ...request, '--next', ...options, ...request])).stdout.trim();
    };
    expect(await run('EXAMPLE\\alice:secret')).toBe('200/1 200/0');
    expect(await run('alice@example.test:secret')).toBe('200/1 200/0');
    expect(await run('alice:wrong')).toBe('401/1 401/0');
    await simulator.close();
  });
});
