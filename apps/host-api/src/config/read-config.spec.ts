import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './read-config';

describe('the environment', () => {
  const directory = mkdtempSync(join(tmpdir(), 'crm-config-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const warnings: string[] = [];
  const read = (variables: NodeJS.ProcessEnv) =>
    readConfig({ MAILROOM_DATA_DIR: directory, ...variables }, (message) => warnings.push(message));
  const key = Buffer.alloc(32, 1).toString('base64');

  it('needs to say nothing', () => {
    const config = read({});
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', allowedNetworks: [], baseUrl: null, metricsToken: null });
    expect(config.database).toEqual({ type: 'better-sqlite3', path: join(directory, 'mailroom.sqlite') });
    expect(config.blobs).toEqual({ directory: join(directory, 'blobs') });
    expect(config.redisUrl).toBeNull();
  });

  it('without keys makes one, warns, and finds it again', () => {
    const path = join(directory, 'encryption-keys');
    const made = read({}).encryptionKeys;
    expect(made).toMatchObject([{ id: 'k1', key: expect.objectContaining({ length: 32 }) as Buffer }]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(warnings).toEqual([expect.stringContaining(path)]);
    expect(warnings.join()).not.toContain(readFileSync(path, 'utf8').trim().slice(3));
    expect(read({}).encryptionKeys).toEqual(made);
    expect(readdirSync(directory)).toEqual(['encryption-keys']);
  });

  it('says the rest', () => {
    const config = read({
      DATABASE_URL: 'postgres://crm@db/crm',
      MAILROOM_ENCRYPTION_KEYS: `new:${key},old:${key}`,
      MAILROOM_ALLOWED_NETWORKS: '127.0.0.0/8, ::1/128',
      MAILROOM_BASE_URL: 'https://crm.example.com',
      MAILROOM_BLOBS: 'file:/var/mail',
      LOG_LEVEL: 'error',
      PORT: '',
    });
    expect(config).toMatchObject({
      port: 3000,
      database: { type: 'postgres' },
      allowedNetworks: ['127.0.0.0/8', '::1/128'],
      blobs: { directory: '/var/mail' },
      logLevels: ['fatal', 'error'],
    });
    expect(config.encryptionKeys.map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it.each([
    { PORT: 'http' },
    { PORT: '70000' },
    { MAILROOM_DATADIR: '/data' },
    { DATABASE_URL: 'oracle://db' },
    { MAILROOM_ENCRYPTION_KEYS: 'k1:c2hvcnQ=' },
    { MAILROOM_BASE_URL: 'crm.example.com' },
    { MAILROOM_ALLOWED_NETWORKS: '10.0.0.0' },
    { MAILROOM_BLOBS: 's3://' },
    { MAILROOM_BLOBS: 's3://bucket/mail?regoin=eu-central-1' },
    { LISTENER_PORT: '-1' },
    { REDIS_URL: 'http://cache' },
    { REDIS_URL: 'redis://cache' },
    { LOG_LEVEL: 'loud' },
  ])('stops the start at %j, naming the variable and not its value', (variables) => {
    const [[name, value] = ['', '']] = Object.entries(variables);
    const failure = (() => {
      try {
        return read(variables) && null;
      } catch (error) {
        return error as Error;
      }
    })();
    expect(failure).toMatchObject({ name: 'ConfigError', message: expect.stringMatching(new RegExp(`^${name} `)) as string });
    if (name === 'MAILROOM_ENCRYPTION_KEYS') expect(failure?.message).not.toContain(value);
  });
});
