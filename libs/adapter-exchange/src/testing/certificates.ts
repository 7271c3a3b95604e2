import { generate } from 'selfsigned';
import type { Identity } from './scripted-server';

const day = 24 * 60 * 60 * 1_000;

/** A server's key and certificate for these names, by an authority that nobody trusts yet. */
export async function makeIdentity(names: readonly string[], { expired = false } = {}): Promise<Identity> {
  const validity = { notBeforeDate: new Date(Date.now() - 2 * day), notAfterDate: new Date(Date.now() + (expired ? -day : day)) };
  const common = { keyType: 'ec', algorithm: 'sha256' } as const;
  const authority = await generate([{ name: 'commonName', value: 'Test CA' }], {
    ...common,
    notBeforeDate: validity.notBeforeDate,
    notAfterDate: new Date(Date.now() + day),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  });
  const altNames = names.map((name) => (/^[\d.]+$/.test(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name }));
  const server = await generate([{ name: 'commonName', value: names[0] ?? 'nobody' }], {
    ...common,
    ...validity,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  return { key: server.private, cert: server.cert, ca: authority.cert };
}
