import { hash } from 'node:crypto';

/**
 * A short key for an id that a mail server gave: 128 bits of SHA-256 in hexadecimal. Servers' ids are long and
 * case-sensitive, which neither indexes nor MariaDB's default collation like.
 */
export function remoteKey(accountId: string, remoteId: string): string {
  return hash('sha256', `${accountId}\0${remoteId}`, 'hex').slice(0, 32);
}
