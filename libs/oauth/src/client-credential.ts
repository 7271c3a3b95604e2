import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { Configuration } from '@azure/msal-node';
import { OAuthError } from './oauth-error';

/** How the application proves to the sign-in service that it is itself. */
export type ClientCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | {
      readonly kind: 'certificate';
      /** PEM. */
      readonly certificate: string;
      /** PEM of its private key: RSA, unencrypted. */
      readonly privateKey: string;
    };

/** As msal wants it. A certificate signs with PS256 and names itself by SHA-256. @throws {OAuthError} `client-credential-invalid` */
export function authenticationOf(credential: ClientCredential): Partial<Configuration['auth']> {
  if (credential.kind === 'secret') {
    if (credential.secret === '') throw new OAuthError('client-rejected', { message: 'The client secret is empty.' });
    return { clientSecret: credential.secret };
  }
  const { certificate, privateKey } = credential;
  return { clientCertificate: { privateKey, thumbprintSha256: thumbprintOf(certificate, privateKey) } };
}

/** In hexadecimal digits, of a certificate that belongs to the key. */
function thumbprintOf(certificate: string, privateKey: string): string {
  let thumbprint: string | undefined;
  try {
    const key = createPrivateKey(privateKey);
    const parsed = new X509Certificate(certificate);
    if (key.asymmetricKeyType === 'rsa' && parsed.checkPrivateKey(key)) thumbprint = parsed.fingerprint256.replaceAll(':', '');
  } catch {
    // Node's message may quote the key.
  }
  if (thumbprint === undefined) throw new OAuthError('client-credential-invalid');
  return thumbprint;
}
