import * as z from 'zod';
import { ruleCode } from './problem-codes';

/** A certificate (PEM). */
export const pemCertificate = z
  .string()
  .max(64_000)
  .refine((text) => /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(text), {
    message: 'Paste the certificate in PEM form, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
    params: ruleCode('invalid-certificate'),
  });

/** A private key (PEM, unencrypted). */
export const pemPrivateKey = z
  .string()
  .max(64_000)
  .refine((text) => /-----BEGIN (RSA )?PRIVATE KEY-----[\s\S]+-----END (RSA )?PRIVATE KEY-----/.test(text), {
    message: 'Paste the private key in PEM form, unencrypted, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.',
    params: ruleCode('invalid-private-key'),
  });

/** An address that is reached over TLS only. */
export const httpsAddress = z.url({ protocol: /^https$/, error: 'Enter an address that begins with https://.' }).max(300);
