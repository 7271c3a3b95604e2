import { join, resolve } from 'node:path';
import { keptEncryptionKeys } from './encryption-keys';
import { environmentSchema } from './environment';
import { ConfigError, type HostConfig } from './host-config';

/**
 * Reads the configuration from environment variables. An empty variable counts as absent.
 * @throws ConfigError that names every variable which is unknown or cannot be used
 */
export function readConfig(variables: NodeJS.ProcessEnv, warn: (message: string) => void): HostConfig {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const unknown = Object.keys(given).filter((name) => name.startsWith('MAILROOM_') && !Object.hasOwn(environmentSchema.shape, name));
  const result = environmentSchema.safeParse(given);
  const problems = [
    ...unknown.map((name) => `${name} is no setting of Mailroom: check its spelling.`),
    ...(result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`),
  ];
  if (result.data?.REDIS_URL !== undefined && (result.data.DATABASE_URL ?? { type: 'better-sqlite3' }).type === 'better-sqlite3') {
    problems.push('REDIS_URL is for several processes, which need DATABASE_URL of a PostgreSQL or MariaDB: SQLite is for one.');
  }
  if (!result.success || problems.length > 0) throw new ConfigError(problems.join('\n'));
  const settings = result.data;
  const dataDirectory = resolve(settings.MAILROOM_DATA_DIR);
  return {
    host: settings.HOST,
    port: settings.PORT,
    dataDirectory,
    database: settings.DATABASE_URL ?? { type: 'better-sqlite3', path: join(dataDirectory, 'mailroom.sqlite') },
    demoPassword: settings.MAILROOM_DEMO_PASSWORD,
    encryptionKeys: settings.MAILROOM_ENCRYPTION_KEYS ?? keptEncryptionKeys(dataDirectory, warn),
    baseUrl: settings.MAILROOM_BASE_URL ?? null,
    allowedNetworks: settings.MAILROOM_ALLOWED_NETWORKS,
    blobs: settings.MAILROOM_BLOBS ?? { directory: join(dataDirectory, 'blobs') },
    redisUrl: settings.REDIS_URL ?? null,
    listenerPort: settings.LISTENER_PORT,
    metricsToken: settings.METRICS_TOKEN ?? null,
    logLevels: settings.LOG_LEVEL,
    logFormat: settings.LOG_FORMAT,
  };
}
