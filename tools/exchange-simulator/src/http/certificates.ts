import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

/** A certificate authority of the server's own, and a certificate by it for this machine. PEM. */
export interface ServerCertificate {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const validity = 366 * 24 * 60 * 60 * 1000;

/** Makes an authority and lets it sign a certificate for localhost, 127.0.0.1 and ::1. */
export async function makeCertificate(): Promise<ServerCertificate> {
  const common = {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 60_000),
    notAfterDate: new Date(Date.now() + validity),
  } as const;
  // Issuers are looked up by their names, so no two may have the same.
  const ca = await generate([{ name: 'commonName', value: `Exchange simulator CA ${randomUUID()}` }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { ca: ca.cert, certificate: server.cert, key: server.private };
}
