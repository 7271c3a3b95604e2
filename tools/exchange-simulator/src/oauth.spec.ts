import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import { type AddressInfo } from 'node:net';
import { exportJWK, type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose';
import { makeCertificate } from './http/certificates';
import { type RunningSimulator } from './simulator';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { requests, texts } from './testing/requests';
import { type Sending, SoapClient } from './testing/soap-client';

const issuer = 'https://issuer.test/tenant';
const audience = 'https://outlook.office365.com';
const inbox = requests.getFolder('inbox');
const user = { upn: 'Alice@example.test', scp: 'openid EWS.AccessAsUser.All' };
const application = { appid: '2f5d2b5c', roles: ['full_access_as_app'] };

const now = (): number => Math.floor(Date.now() / 1000);
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

async function keySet(...keys: readonly { publicKey: KeyObject; alg: string }[]): Promise<JSONWebKeySet> {
  return { keys: await Promise.all(keys.map(async ({ publicKey, alg }) => ({ ...(await exportJWK(publicKey)), alg, kid: alg }))) };
}

function sign(claims: JWTPayload, { alg = 'ES256', key, kid }: { alg?: string; key?: KeyObject; kid?: string } = {}): Promise<string> {
  const token = new SignJWT({ iss: issuer, aud: audience, exp: now() + 600, ...claims }).setProtectedHeader({ alg, kid: kid ?? alg });
  return token.sign(key ?? (alg === 'ES256' ? ec.privateKey : rsa.privateKey));
}

const bearer = (token: string): Sending => ({ headers: { Authorization: `Bearer ${token}` } });

describe('OAuth', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeAll(async () => {
    const keys = await keySet({ ...ec, alg: 'ES256' }, { ...rsa, alg: 'RS256' }, { ...rsa, alg: 'PS256' });
    simulator = await startSimulator({ oauth: { issuer, keys } });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    simulator.deliver('bob@example.test', 'Inbox', plainMessage('1'));
    simulator.deliver('bob@example.test', 'Inbox', plainMessage('2'));
    client = new SoapClient(simulator);
  });

  afterAll(() => simulator.close());

  it.each(['ES256', 'RS256', 'PS256'])('lets a user in by a token that is signed by %s', async (alg) => {
    expect(texts(await client.call(inbox, bearer(await sign(user, { alg }))), 'TotalCount')).toEqual(['1']);
  });

  it.each([['upn'], ['preferred_username'], ['unique_name'], ['smtp']])('knows the user by the claim %s', async (claim) => {
    const token = await sign({ [claim]: 'alice@example.test', scp: user.scp });
    expect((await client.call(inbox, bearer(token))).status).toBe(200);
  });

  it('forgives clocks that differ by half a minute', async () => {
    expect((await client.call(inbox, bearer(await sign({ ...user, exp: now() - 20, nbf: now() + 20 })))).status).toBe(200);
  });

  it('offers Bearer beside the other schemes, as Exchange does (RFC 6750, 3)', async () => {
    const { status, headers } = await client.call(inbox, { headers: { Authorization: 'Basic ' } });
    expect([status, headers['www-authenticate']]).toEqual([
      401,
      'Basic realm="localhost", NTLM, Bearer client_id="00000002-0000-0ff1-ce00-000000000000", ' +
        `trusted_issuers="${issuer}", token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="${issuer}"`,
    ]);
  });

  it.each([
    ['that has expired', { ...user, exp: now() - 60 }, 'The token has expired.', 'invalid_token'],
    ['that is not valid yet', { ...user, nbf: now() + 60 }, 'The token is not yet valid.', 'invalid_token'],
    ['that does not expire', { ...user, exp: undefined }, 'The token has an invalid or missing claim.', 'invalid_token'],
    [
      'for another service',
      { ...user, aud: 'https://graph.microsoft.com' },
      "The audience claim value is invalid 'aud'.",
      'invalid_resource',
    ],
    ['of another issuer', { ...user, iss: 'https://other.test' }, "The issuer claim value is invalid 'iss'.", 'invalid_issuer'],
    ['without the scope', { ...user, scp: 'Mail.Read' }, 'The token contains not enough scope to make this call.', 'invalid_grant'],
    [
      'of a user without a mailbox',
      { ...user, upn: 'zoe@example.test' },
      'The user specified by the user-context in the token does not exist.',
      'invalid_user',
    ],
    ['of half a user', { ...user, upn: 'alice' }, 'The user specified by the user-context in the token does not exist.', 'invalid_user'],
    [
      'of an application without the role',
      { ...application, roles: ['Mail.Read'] },
      'The token contains no permissions, or permissions can not be understood.',
      'invalid_grant',
    ],
  ] as [string, JWTPayload, string, string][])('refuses a token %s, and says so', async (_what, claims, reason, category) => {
    const { status, headers } = await client.call(inbox, bearer(await sign(claims)));
    expect([status, headers['x-ms-diagnostics']]).toEqual([401, `2000003;reason="${reason}";error_category="${category}"`]);
    expect(headers['www-authenticate']).toMatch(/^Basic realm="localhost", NTLM, Bearer .*, error="invalid_token"$/);
  });

  it('refuses a token that somebody else signed, or nobody', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(user)).toString('base64url')}.`;
    for (const token of [await sign(user, { key: other }), await sign(user, { kid: 'unknown', key: other }), unsigned, 'nonsense']) {
      expect((await client.call(inbox, bearer(token))).status).toBe(401);
    }
  });

  it('lets an application act as any mailbox, and requires that it does', async () => {
    const token = bearer(await sign(application));
    expect(texts(await client.call(inbox, { ...token, impersonate: 'bob@example.test' }), 'TotalCount')).toEqual(['2']);
    const refused = await client.call(inbox, token);
    expect([refused.status, refused.text]).toEqual([
      500,
      expect.stringMatching(
        /a:ErrorInvalidExchangeImpersonationHeaderData.*ExchangeImpersonation SOAP header must be present for this type/,
      ),
    ]);
  });

  it('lets no user act as another', async () => {
    const { text } = await client.call(inbox, { ...bearer(await sign(user)), impersonate: 'bob@example.test' });
    expect(text).toContain('a:ErrorImpersonateUserDenied');
  });
});

describe('the keys of an issuer (OpenID Connect Discovery 1.0)', () => {
  let provider: Server;
  let keys: JSONWebKeySet;
  let ca: string;
  let address: string;
  const asked: string[] = [];

  beforeAll(async () => {
    const made = await makeCertificate();
    ca = made.ca;
    provider = createServer({ key: made.key, cert: made.certificate }, (request, response) => {
      asked.push(request.url ?? '');
      const document = request.url === '/t/.well-known/openid-configuration' ? { jwks_uri: `${address}/keys` } : keys;
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(document));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    address = `https://localhost:${(provider.address() as AddressInfo).port}/t`;
  });

  afterAll(() => new Promise((resolve) => provider.close(resolve)));

  it('are read from the issuer, once', async () => {
    keys = await keySet({ ...ec, alg: 'ES256' });
    const simulator = await startSimulator({ oauth: { issuer: address, ca, audience: 'urn:mail' }, auth: ['bearer'] });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const client = new SoapClient(simulator);
    const token = bearer(await sign({ ...user, iss: address, aud: ['urn:other', 'urn:mail'] }));
    expect((await client.call(inbox, token)).status).toBe(200);
    expect((await client.call(inbox, token)).status).toBe(200);
    expect(asked).toEqual(['/t/.well-known/openid-configuration', '/t/keys']);
    await simulator.close();
  });

  it('are not taken from one whose certificate is not trusted', async () => {
    const report = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const simulator = await startSimulator({ oauth: { issuer: address } });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const { status, headers } = await new SoapClient(simulator).call(inbox, bearer(await sign({ ...user, iss: address })));
    expect([status, headers['x-ms-diagnostics']]).toEqual([401, expect.stringContaining("The issuer's keys are not available.")]);
    expect(report).toHaveBeenCalledWith(expect.stringContaining('certificate'));
    await simulator.close();
    report.mockRestore();
  });
});
