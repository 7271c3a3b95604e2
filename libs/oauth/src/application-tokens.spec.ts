import { generateKeyPairSync } from 'node:crypto';
import { type RunningIdentitySimulator, startIdentitySimulator } from '@mailroom/identity-simulator';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { generate } from 'selfsigned';
import { ApplicationTokens } from './application-tokens';
import { type OAuthApplication } from './application';
import { Rig } from './testing/rig';

let provider: RunningIdentitySimulator;
let rig: Rig;
let certificate: { private: string; cert: string };
let other: { private: string; cert: string };

beforeAll(async () => {
  provider = await startIdentitySimulator();
  certificate = await generate([{ name: 'commonName', value: 'the application' }], { keySize: 2048 });
  other = await generate([{ name: 'commonName', value: 'another' }], { keySize: 2048 });
});
beforeEach(() => {
  provider.reset();
  provider.applications.put({ clientId: 'daemon', secret: 'secret-of-the-daemon' });
  provider.applications.put({ clientId: 'certified', certificate: certificate.cert });
  rig = new Rig(provider, application());
});
afterAll(() => provider.close());

function application(changes: Partial<OAuthApplication> = {}): OAuthApplication {
  return {
    authority: { kind: 'openid', issuer: provider.issuer },
    clientId: 'daemon',
    credential: { kind: 'secret', secret: 'secret-of-the-daemon' },
    ...changes,
  };
}

function tokens(): ApplicationTokens {
  return new ApplicationTokens({
    connection: { client: rig.client.send },
    application: () => Promise.resolve(rig.application),
    now: rig.now,
    random: () => 0,
  });
}

describe('An application that acts as itself', () => {
  it('gets tokens that may open every mailbox, and that name nobody', async () => {
    const claims = decodeJwt(await tokens().token());
    expect(claims).toMatchObject({ aud: 'https://outlook.office365.com', roles: ['full_access_as_app'], appid: 'daemon' });
    expect(claims).not.toHaveProperty('upn');
  });

  it('asks for them at the Exchange of its organisation', async () => {
    rig.application = application({ resource: 'https://mail.example.test/' });
    expect(decodeJwt(await tokens().token())['aud']).toBe('https://mail.example.test');
  });

  it('gets another shortly before the end, or when one is refused; one, however many ask', async () => {
    const ours = tokens();
    const [first, same] = await Promise.all([ours.token(), ours.token()]);
    expect(same).toBe(first);
    rig.passMinutes(56);
    const second = await ours.token();
    expect(second).not.toBe(first);
    expect(await ours.token({ refused: second })).not.toBe(second);
    expect(provider.stats().tokens).toEqual({ client_credentials: 3 });
  });

  it.each(['common', 'organizations'])('needs to know the directory; %s will not do', async (tenant) => {
    rig.application = application({ authority: { kind: 'microsoft', cloud: 'global', tenant } });
    expect(await rig.refusal(tokens().token())).toMatchObject({ code: 'authority-invalid', kind: 'administrator-required' });
    expect(rig.client.requests).toEqual([]);
  });

  it.each([
    [
      'its secret expired',
      () => provider.applications.put({ clientId: 'daemon', isSecretExpired: true }),
      'client-rejected',
      'AADSTS7000222',
    ],
    ['it is not registered', () => provider.applications.clear(), 'application-not-found', 'AADSTS700016'],
  ])('is refused when %s', async (_why, change, code, serverCode) => {
    change();
    expect(await rig.refusal(tokens().token())).toMatchObject({ code, serverCode, kind: 'administrator-required' });
  });
});

describe('A certificate', () => {
  const certified = (pair: { private: string; cert: string }): OAuthApplication =>
    application({ clientId: 'certified', credential: { kind: 'certificate', certificate: pair.cert, privateKey: pair.private } });

  it('proves who the application is, with PS256 and its SHA-256 thumbprint', async () => {
    rig.application = certified(certificate);
    expect(decodeJwt(await tokens().token())['appid']).toBe('certified');
    const [assertion] = [...rig.client.secrets].filter((secret) => secret.split('.').length === 3);
    expect(decodeProtectedHeader(assertion ?? '')).toEqual({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) as string,
    });
  });

  it('is good for every renewal', async () => {
    rig.application = certified(certificate);
    const ours = tokens();
    expect(await ours.token({ refused: await ours.token() })).toEqual(expect.any(String));
  });

  it('that is not registered is refused', async () => {
    rig.application = certified(other);
    expect(await rig.refusal(tokens().token())).toMatchObject({ code: 'client-rejected', serverCode: 'AADSTS700027' });
  });

  it('must belong to its key', async () => {
    rig.application = certified({ ...certificate, private: other.private });
    expect(await rig.refusal(tokens().token())).toMatchObject({ code: 'client-credential-invalid', kind: 'administrator-required' });
    expect(rig.client.requests).toEqual([]);
  });

  it.each([
    ['no PEM', () => 'the key as somebody pasted it'],
    ['encrypted', () => generateKeyPairSync('rsa', encrypted).privateKey],
    ['of another kind', () => generateKeyPairSync('ec', elliptic).privateKey],
  ])('with a key that is %s cannot be used', async (_what, privateKey) => {
    rig.application = certified({ ...certificate, private: privateKey() });
    expect((await rig.refusal(tokens().token())).code).toBe('client-credential-invalid');
  });
});

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
const encrypted = {
  modulusLength: 2048,
  publicKeyEncoding,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'its passphrase' },
} as const;
const elliptic = { namedCurve: 'P-256', publicKeyEncoding, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
