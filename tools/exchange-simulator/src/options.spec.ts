import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseCommandLine } from './command-line';
import { OptionError } from './options';
import { startSimulator } from './testing/checked-simulator';

describe('the command line', () => {
  it('is read', () => {
    expect(
      parseCommandLine(['--mail', 'mail', '--port', '8443', '--http', '--super-user', 'svc@example.test:p:w', '--latency=20']),
    ).toMatchObject({
      mail: 'mail',
      port: 8443,
      tls: false,
      superUser: { address: 'svc@example.test', password: 'p:w' },
      latency: 20,
    });
  });

  it('reads how clients are to sign in, and what they are held to', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'options-')), 'ca.pem');
    writeFileSync(file, 'certificate');
    const args = '--auth Basic,bearer --oauth-issuer https://id.test/t --oauth-audience urn:mail --extended-protection require --gzip off';
    const limits = '--max-concurrency 5 --hanging-connections 0 --affinity --block-user-agent Mail*';
    expect(parseCommandLine(['--mail', 'mail', '--oauth-ca', file, ...args.split(' '), ...limits.split(' ')])).toMatchObject({
      auth: ['basic', 'bearer'],
      oauth: { issuer: 'https://id.test/t', audience: 'urn:mail', ca: 'certificate' },
      extendedProtection: 'require',
      gzip: false,
      maxConcurrency: 5,
      hangingConnections: 0,
      affinity: true,
      blockUserAgent: 'Mail*',
    });
    rmSync(dirname(file), { recursive: true });
  });

  it.each([[{ auth: [] }], [{ auth: ['bearer'] as const }], [{ auth: ['basic'] as const, oauth: { issuer: 'https://id.test' } }]])(
    'refuses %j, as the schemes and the issuer must fit',
    async (options) => {
      await expect(startSimulator(options)).rejects.toThrow('--auth');
    },
  );

  it('asks for help', () => {
    expect(parseCommandLine(['--help'])).toBe('help');
  });

  it.each([
    [[], '--mail'],
    [['--mail'], '--mail'],
    [['--mail', 'x', '--prot', '1'], '--prot'],
    [['--mail', 'x', 'extra'], 'extra'],
    [['--mail', 'x', '--port', 'many'], '--port'],
    [['--mail', 'x', '--port', '70000'], '--port'],
    [['--mail', 'x', '--tls', '--http'], '--tls'],
    [['--mail', 'x', '--super-user', 'svc'], '--super-user'],
    [['--mail', 'x', '--auth', 'basic,digest'], '--auth'],
    [['--mail', 'x', '--extended-protection', 'maybe'], '--extended-protection'],
    [['--mail', 'x', '--gzip', 'yes'], '--gzip'],
    [['--mail', 'x', '--oauth-issuer', 'nowhere'], '--oauth-issuer'],
    [['--mail', 'x', '--oauth-audience', 'urn:mail'], '--oauth-issuer'],
    [['--mail', 'x', '--oauth-issuer', 'https://id.test', '--oauth-ca', '/nowhere.pem'], '--oauth-ca'],
  ])('says what is wrong with %j', (args, name) => {
    expect(() => parseCommandLine(args)).toThrow(OptionError);
    expect(() => parseCommandLine(args)).toThrow(name);
  });

  it.each([
    [true, 'localhost'],
    [false, 'http://localhost'],
  ])('tells the service address that can be pasted (encrypted: %s)', async (tls, address) => {
    const simulator = await startSimulator({ tls });
    expect(simulator.serviceAddress).toBe(`${address}:${new URL(simulator.url).port}`);
    await simulator.close();
  });
});
