import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

const issuer = 'https://issuer.test/tenant';
const audience = 'https://outlook.office365.com';

export interface TestIssuer {
  /** What a simulator trusts it by. */
  oauth: { issuer: string; keys: { keys: object[] } };
  /** A token for a mailbox, good for so many seconds; another one each time. */
  tokenFor(mailboxAddress: string, seconds?: number): string;
}

/** Signs the tokens of OAuth that a mail server accepts. */
export function makeTestIssuer(): TestIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    oauth: { issuer, keys: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'test' }] } },
    tokenFor(mailboxAddress, seconds = 600) {
      const exp = Math.floor(Date.now() / 1_000) + seconds;
      const claims = { iss: issuer, aud: audience, exp, jti: randomUUID(), upn: mailboxAddress, scp: 'EWS.AccessAsUser.All' };
      const signed = [{ alg: 'ES256', kid: 'test' }, claims].map(encode).join('.');
      return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    },
  };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
