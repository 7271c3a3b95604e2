import { generate } from 'selfsigned';

/** A certificate authority of the provider's own, and a certificate by it for this machine. PEM. */
export interface ServerCertificate {
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

const minute = 60 * 1000;
const year = 366 * 24 * 60 * minute;

/** Makes an authority and lets it sign a certificate for localhost, 127.0.0.1 and ::1. */
export async function makeCertificate(): Promise<ServerCertificate> {
  const common = {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - minute),
    notAfterDate: new Date(Date.now() + year),
  } as const;
  const authority = await generate([{ name: 'commonName', value: 'Identity simulator CA' }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const names = [{ type: 2 as const, value: 'localhost' }, ...['127.0.0.1', '::1'].map((ip) => ({ type: 7 as const, ip }))];
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names },
    ],
  });
  return { ca: authority.cert, certificate: server.cert, key: server.private };
}
