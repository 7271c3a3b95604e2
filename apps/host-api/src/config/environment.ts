import type { LogLevel } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import * as z from 'zod';
import { parseBlobUrl } from './blob-url';
import { parseDatabaseUrl } from './database-url';
import { parseEncryptionKeys } from './encryption-keys';

/** Known to everybody who reads this: fit for a demonstration only. */
export const DEFAULT_DEMO_PASSWORD = 'mailroom-demo';

const logLevels: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** A text that `parse` understands; it answers `null` to what it does not. */
const parsed = <Value>(parse: (text: string) => Value | null, message: string) =>
  z.string().transform((text, context): Value => {
    const value = parse(text);
    if (value !== null) return value;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  });

/** Every variable that the CRM understands. */
export const environmentSchema = z.object({
  PORT: z.coerce.number({ error: 'is no port number' }).int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  MAILROOM_DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: parsed(parseDatabaseUrl, 'must be sqlite:PATH, postgres://…, mysql://… or mariadb://…').optional(),
  MAILROOM_DEMO_PASSWORD: z.string().min(1).default(DEFAULT_DEMO_PASSWORD),
  MAILROOM_ENCRYPTION_KEYS: parsed(parseEncryptionKeys, 'must be id:base64,… with keys of 32 bytes').optional(),
  MAILROOM_BASE_URL: parsed(parseWebUrl, 'must be the http:// or https:// address of the CRM').optional(),
  MAILROOM_ALLOWED_NETWORKS: parsed(parseNetworks, 'must be networks such as 127.0.0.0/8,10.0.0.0/8').default([]),
  MAILROOM_BLOBS: parsed(parseBlobUrl, 'must be file:PATH or s3://bucket/prefix?region=…&endpoint=…').optional(),
  METRICS_TOKEN: z.string().min(1).optional(),
  LOG_LEVEL: parsed(parseLogLevel, `must be one of ${logLevels.join(', ')}`).default(upTo('log')),
  LOG_FORMAT: z.enum(['text', 'json'], { error: 'must be text or json' }).default('text'),
  REDIS_URL: parsed(parseRedisUrl, 'must be redis://… or rediss://…').optional(),
  LISTENER_PORT: z.coerce.number({ error: 'is no port number' }).int().min(0).max(65_535).default(3001),
});

function parseWebUrl(text: string): URL | null {
  return URL.canParse(text) && /^https?:/.test(text) ? new URL(text) : null;
}

function parseNetworks(text: string): string[] | null {
  const networks = text.split(',').map((network) => network.trim());
  const named = networks.filter((network) => network !== '');
  return named.every((network) => ipaddr.isValidCIDR(network)) ? named : null;
}

function parseRedisUrl(text: string): string | null {
  return URL.canParse(text) && /^rediss?:\/\//.test(text) ? text : null;
}

function parseLogLevel(text: string): LogLevel[] | null {
  const level = text === 'info' ? 'log' : text;
  return logLevels.includes(level as LogLevel) ? upTo(level as LogLevel) : null;
}

function upTo(level: LogLevel): LogLevel[] {
  return logLevels.slice(0, logLevels.indexOf(level) + 1);
}
