import { OptionError, parseCommandLine, usage, withDefaults } from './options';

describe('The command line', () => {
  it('takes people, an application and its addresses', () => {
    const options = parseCommandLine([
      '--user=alice@example.test',
      '--user',
      'bob@example.test:his: own',
      '--client-id',
      'crm',
      '--client-secret=s',
      '--redirect-uri=http://localhost:3000/callback',
      '--redirect-uri=http://localhost:4200/callback',
      '--access-token-seconds=60',
      '--reuse-detection',
    ]);
    expect(options).toMatchObject({
      users: [{ address: 'alice@example.test' }, { address: 'bob@example.test', password: 'his: own' }],
      applications: [{ clientId: 'crm', secret: 's', redirectUris: ['http://localhost:3000/callback', 'http://localhost:4200/callback'] }],
      accessTokenSeconds: 60,
      reuseDetection: true,
    });
  });

  it('has a default for everything', () => {
    const options = parseCommandLine([]);
    expect(options).not.toBe('help');
    expect(withDefaults(options as object)).toMatchObject({
      port: 0,
      accessTokenSeconds: 3600,
      users: [],
      applications: [{ clientId: 'mailroom', secret: 'secret' }],
    });
  });

  it.each([
    [['--port', '70000'], /--port: "70000"/],
    [['--user', 'alice'], /--user must be/],
    [['--user'], /--user needs a value/],
    [['--tenant'], /--tenant needs a value/],
    [['--usr=a@b.test'], /no option --usr/],
    [['alice@example.test'], /is not an option/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(OptionError);
    expect(() => parseCommandLine(args)).toThrow(message);
  });

  it.each([[{ tenant: 'contoso' }], [{ origin: 'https://login.example.test/' }], [{ accessTokenSeconds: 0 }]])('refuses %j', (options) => {
    expect(() => withDefaults(options)).toThrow(OptionError);
  });

  it('lists every option in its help', () => {
    expect(parseCommandLine(['--port=1', '--help'])).toBe('help');
    for (const name of ['port', 'control-port', 'tenant', 'origin', 'user', 'client-id', 'client-secret', 'redirect-uri']) {
      expect(usage).toContain(`--${name} `);
    }
  });
});
