import type { MailroomOptions } from '@mailroom/backend';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from './host-config';

type Keys = MailroomOptions['encryptionKeys'];

/** `id:base64,…`, each key of 32 bytes; `null` when it is anything else. */
export function parseEncryptionKeys(text: string): Keys | null {
  const keys = text
    .trim()
    .split(',')
    .map((entry) => {
      const [id = '', encoded = ''] = entry.trim().split(':');
      return { id, key: Buffer.from(encoded, 'base64') };
    });
  const ids = new Set(keys.map(({ id }) => id));
  return keys.every(({ id, key }) => /^[\w-]{1,40}$/.test(id) && key.length === 32) && ids.size === keys.length ? keys : null;
}

/**
 * The keys that a former start has made, or new ones. They lie beside what they encrypt, which only keeps secrets out of
 * copies of the database: in production they belong into MAILROOM_ENCRYPTION_KEYS.
 */
export function keptEncryptionKeys(dataDirectory: string, warn: (message: string) => void): Keys {
  mkdirSync(dataDirectory, { recursive: true });
  const path = join(dataDirectory, 'encryption-keys');
  if (!existsSync(path) && makeKeys(path)) {
    warn(`MAILROOM_ENCRYPTION_KEYS is not set: a key was made and is kept in ${path}. Without it, stored passwords cannot be read.`);
  }
  const keys = parseEncryptionKeys(readFileSync(path, 'utf8'));
  if (!keys) throw new ConfigError(`${path} must be id:base64,… with keys of 32 bytes.`);
  return keys;
}

/** Several processes may start on an empty directory: all keep the keys of one, and none reads them half written. @returns whether it was this one */
function makeKeys(path: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `k1:${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
}
