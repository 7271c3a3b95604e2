import { createHash } from 'node:crypto';

/** By the last bytes of an object identifier: the hash functions that are stronger than SHA-256, or nothing, in signatures. */
const strongerHashes: [algorithm: string, identifiers: string[]][] = [
  // ecdsa-with-SHA384, sha384WithRSAEncryption, id-sha384 (as the parameter of RSASSA-PSS); RFC 5758, RFC 4055.
  ['sha384', ['06082a8648ce3d040303', '06092a864886f70d01010c', '0609608648016503040202']],
  ['sha512', ['06082a8648ce3d040304', '06092a864886f70d01010d', '0609608648016503040203']],
];

/**
 * What ties NTLM to the TLS connection (Extended Protection): the MD5 of a `gss_channel_bindings_struct` around the hash
 * of the server's certificate, by the certificate's own hash function, though at least SHA-256.
 * @param certificate DER
 * @see https://www.rfc-editor.org/rfc/rfc5929#section-4.1 and MS-NLMP 2.2.2.1 (MsvAvChannelBindings)
 */
export function channelBinding(certificate: Buffer): Buffer {
  const hash = createHash(hashOf(certificate)).update(certificate).digest();
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), hash]);
  // Types and lengths of the two addresses, which are not told; then the length of the data.
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5').update(head).update(data).digest();
}

function hashOf(certificate: Buffer): string {
  const algorithm = signatureAlgorithm(certificate).toString('hex');
  return strongerHashes.find(([, identifiers]) => identifiers.some((identifier) => algorithm.includes(identifier)))?.[0] ?? 'sha256';
}

/** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280, 4.1). */
function signatureAlgorithm(certificate: Buffer): Buffer {
  const toBeSigned = element(certificate, element(certificate, 0).start);
  const algorithm = element(certificate, toBeSigned.end);
  return certificate.subarray(algorithm.start, algorithm.end);
}

/** Where the content of the DER element at an offset begins and ends (X.690, 8.1.3). */
function element(der: Buffer, at: number): { start: number; end: number } {
  const first = der.readUInt8(at + 1);
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const bytes = first & 0x7f;
  const start = at + 2 + bytes;
  return { start, end: start + der.readUIntBE(at + 2, bytes) };
}
