import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account, Page } from '@mailroom/contract';
import { type ApiClient, type ApiProblem, freePort, Product, SimulatedExchange } from '@mailroom/test-bed';
import { startExchange } from '../support/checked-exchange';
import { endAfterwards } from '../support/ending';

/** Everything that a person can get wrong, or meet, when connecting a mailbox: told apart, and nothing saved. */
describe('a mailbox that cannot be connected', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let admin: ApiClient;
  let anna: ApiClient;
  const servers: http.Server[] = [];

  beforeAll(async () => {
    exchange = started(await startExchange());
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: 1, bytes: 2_000, seed: 1 });
    product = started(await Product.start());
    admin = await product.signIn('admin');
    anna = await product.signIn('anna');
  });

  afterAll(() => {
    for (const server of servers) server.close();
  });

  async function connect(provider: Record<string, unknown>, password = SimulatedExchange.password): Promise<ApiProblem> {
    const { id } = await admin.post<{ id: string }>('/api/mail/providers', { name: 'Exchange', serviceType: 'exchange', ...provider });
    const attempt = anna.post('/api/mail/accounts', { emailAddress: 'anna@demo.test', providerId: id, password });
    return attempt.then(
      () => {
        throw new Error('The account was accepted.');
      },
      (problem: unknown) => problem as ApiProblem,
    );
  }

  async function answering(status: number, contentType: string, body: string): Promise<string> {
    const server = http.createServer((_request, response) => response.writeHead(status, { 'content-type': contentType }).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  const trusted = async (): Promise<Record<string, unknown>> => ({
    serviceAddress: exchange.serviceAddress,
    trustedCertificate: await exchange.certificateAuthority(),
  });

  const soapFault = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>
    <faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:ErrorInvalidServerVersion</faultcode>
    <faultstring>The specified server version is invalid.</faultstring><detail>
    <e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorInvalidServerVersion</e:ResponseCode>
    </detail></s:Fault></s:Body></s:Envelope>`;

  it.each([
    ['a wrong password', 'authentication-failed', async () => ({ provider: await trusted(), password: 'wrong' })],
    ['an unknown host', 'host-not-found', () => ({ provider: { serviceAddress: 'mail.does-not-exist.invalid' } })],
    ['a refused connection', 'connection-refused', async () => ({ provider: { serviceAddress: `127.0.0.1:${await freePort()}` } })],
    ['an untrusted certificate', 'tls-untrusted', () => ({ provider: { serviceAddress: exchange.serviceAddress } })],
    [
      'a web page in place of Exchange',
      'not-exchange',
      async () => ({ provider: { serviceAddress: await answering(200, 'text/html', '<html><body>Sign in</body></html>') } }),
    ],
    [
      'a server without Exchange',
      'endpoint-not-found',
      async () => ({ provider: { serviceAddress: await answering(404, 'text/html', '<html><body>Not found</body></html>') } }),
    ],
    [
      'a server too old',
      'unsupported-version',
      async () => ({ provider: { serviceAddress: await answering(500, 'text/xml', soapFault) } }),
    ],
  ] as const)('says what is the matter: %s', async (_case, code, settings) => {
    const { provider, password } = { password: undefined, ...(await settings()) };
    const { problem } = await connect(provider, password);
    expect(problem).toMatchObject({ status: 422, code });
    expect(problem.remedy?.length).toBeGreaterThan(10);
  });

  it('saves nothing', async () => {
    const { items } = await anna.get<Page<Account>>('/api/mail/accounts');
    expect(items).toEqual([]);
  });

  it('shows the password in no answer and no log', async () => {
    const secret = 'a-password-that-nobody-may-see';
    const { problem } = await connect(await trusted(), secret);
    expect(JSON.stringify(problem)).not.toContain(secret);
    expect(product.output).not.toContain(secret);
    expect(product.output).not.toContain(Buffer.from(`anna@demo.test:${secret}`).toString('base64'));
  });
});
