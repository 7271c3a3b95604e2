import { createHash, X509Certificate } from 'node:crypto';
import { type AuthenticateMessage, avId } from './messages';

/**
 * Whether an NTLM client must say over which TLS connection it authenticates, so that nobody in between can use its answer: not looked
 * at; looked at where it is said; required. The last is the default since Exchange 2019 CU14.
 * @see https://learn.microsoft.com/en-us/exchange/plan-and-deploy/post-installation-tasks/security-best-practices/exchange-extended-protection
 */
export const extendedProtections = ['off', 'allow', 'require'] as const;

/** One of {@link extendedProtections}. */
export type ExtendedProtection = (typeof extendedProtections)[number];

/**
 * What MsvAvChannelBindings must hold (MS-NLMP 2.2.2.1): the MD5 of a gss_channel_bindings_struct without addresses (RFC 2744, 3.11)
 * around `tls-server-end-point:` and the certificate's hash (RFC 5929, 4.1). That is SHA-256 as {@link makeCertificate} signs by it.
 */
export function channelBindings(certificate: string): Buffer {
  const hash = createHash('sha256').update(new X509Certificate(certificate).raw).digest();
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), hash]);
  const header = Buffer.alloc(20);
  header.writeUInt32LE(data.length, 16);
  return createHash('md5').update(header).update(data).digest();
}

const none = Buffer.alloc(16);

/** Whether an answer is bound to this server's TLS, as far as that is asked for. `expected` is undefined for a plain connection. */
export function isProtected(answer: AuthenticateMessage, mode: ExtendedProtection, expected: Buffer | undefined): boolean {
  const given = answer.avPairs.get(avId.channelBindings) ?? none;
  if (mode === 'off' || (mode === 'allow' && given.equals(none))) return true;
  return expected !== undefined && given.equals(expected);
}
