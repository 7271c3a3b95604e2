import { type RunningIdentitySimulator, startIdentitySimulator } from '@mailroom/identity-simulator';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { authorityClient } from './authority-client';

const lookedUp: string[] = [];
const network = {
  resolve: (host: string) => {
    lookedUp.push(host);
    return Promise.resolve({ address: '127.0.0.1', family: 4 as const });
  },
  allowsPlainHttp: () => false,
};

describe('A request to a sign-in service', () => {
  let identity: RunningIdentitySimulator;
  beforeAll(async () => (identity = await startIdentitySimulator()));
  afterAll(() => identity.close());

  const ask = (url: string, certificate: string | null = identity.ca, signal = AbortSignal.timeout(20_000)) =>
    authorityClient(network, () => Promise.resolve(certificate))({ method: 'GET', url: new URL(url), headers: {}, body: null, signal });
  const configuration = (): string => `${identity.issuer}/.well-known/openid-configuration`;

  it('goes to the address that was judged, by the provider’s own authority', async () => {
    const { status, body } = await ask(configuration());
    expect([status, lookedUp.at(-1), JSON.parse(body)]).toMatchObject([200, 'localhost', { issuer: identity.issuer }]);
  });

  it('trusts no certificate that was made for another name, or by nobody’s authority', async () => {
    await expect(ask(configuration().replace('localhost', 'login.example.com'))).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    await expect(ask(configuration(), null)).rejects.toMatchObject({ code: 'tls-untrusted', class: 'needs-a-person' });
  });

  it('ends when it is told to', async () => {
    identity.behaviour.availability = 'slow';
    identity.behaviour.milliseconds = 60_000;
    await expect(ask(configuration(), identity.ca, AbortSignal.timeout(50))).rejects.toMatchObject({ code: 'ABORT_ERR' });
    identity.behaviour.availability = 'normal';
  });
});

describe('What a sign-in service answers', () => {
  let server: Server;
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('is never read over plain HTTP, whatever listens', async () => {
    server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const url = new URL(`https://login.example.com:${port}/`);
    const request = { method: 'GET' as const, url, headers: {}, body: null, signal: AbortSignal.timeout(20_000) };
    await expect(authorityClient(network, () => Promise.resolve(null))(request)).rejects.toMatchObject({ code: 'EPROTO' });
  });
});
