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
