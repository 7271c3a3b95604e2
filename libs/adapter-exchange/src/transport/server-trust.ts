import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { MailError, type MailServer } from '@mailroom/mail-adapter';

/** Whom connections to this server trust: the public authorities, and the provider's own. @throws MailError `tls-untrusted` */
export function trustOf({ trustedCertificate }: MailServer): { secureContext?: SecureContext } {
  if (trustedCertificate === null) return {};
  try {
    // OpenSSL overlooks what is no certificate.
    new X509Certificate(trustedCertificate);
    // A context made once: as an agent's option, the list would be joined into a key for every request.
    return { secureContext: createSecureContext({ ca: [...rootCertificates, trustedCertificate] }) };
  } catch (cause) {
    throw new MailError('tls-untrusted', { message: 'The email provider’s own certificate cannot be read: it must be PEM.', cause });
  }
}
