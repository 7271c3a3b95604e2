import type { MailErrorCode } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';

/** Node's and OpenSSL's codes: https://nodejs.org/docs/latest-v20.x/api/errors.html, https://docs.openssl.org/3.0/man1/openssl-verification-options/ */
const codes: Record<string, MailErrorCode> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'connection-refused',
  ENETUNREACH: 'connection-refused',
  EHOSTDOWN: 'connection-refused',
  EADDRNOTAVAIL: 'connection-refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'connection-lost',
  ECONNABORTED: 'connection-lost',
  EPIPE: 'connection-lost',
  ERR_STREAM_PREMATURE_CLOSE: 'connection-lost',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name-mismatch',
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_REJECTED: 'tls-untrusted',
  CERT_REVOKED: 'tls-untrusted',
  CERT_CHAIN_TOO_LONG: 'tls-untrusted',
  INVALID_CA: 'tls-untrusted',
  INVALID_PURPOSE: 'tls-untrusted',
  CERT_SIGNATURE_FAILURE: 'tls-untrusted',
  EPROTO: 'tls-failed',
};

/** What a failed connection means. Anything unknown is a lost connection, which is tried again. */
export function networkError(cause: unknown): MailError {
  if (cause instanceof MailError) return cause;
  const code = errorCode(cause);
  if (code.startsWith('HPE_')) {
    return new MailError('protocol-error', { message: 'The mail server’s answer is not valid HTTP.', serverCode: code, cause });
  }
  if (code.startsWith('Z_')) {
    return new MailError('protocol-error', { message: 'The mail server’s answer could not be decompressed.', serverCode: code, cause });
  }
  const mapped = codes[code] ?? (/^ERR_(SSL|TLS|OSSL)_/.test(code) ? 'tls-failed' : 'connection-lost');
  return new MailError(mapped, { cause, ...(code !== '' && { serverCode: code }) });
}

/** The code of an error of Node's; '' for anything else. */
export function errorCode(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}
