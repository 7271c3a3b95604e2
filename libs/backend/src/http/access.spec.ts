import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { type Route, routesOf } from '../testing/routes-of';
import { TestApp, type UserName } from '../testing/test-app';

describe('every route of the plugin', () => {
  let app: TestApp;
  let routes: Route[];
  beforeAll(async () => {
    app = await TestApp.start();
    routes = routesOf(app);
  });
  afterAll(() => app.close());

  const callAll = (user: UserName | null, chosen: Route[]) =>
    Promise.all(
      chosen.map(async ({ method, path }) => {
        const id = '019a0000-0000-7000-8000-000000000000';
        const answer = await app.call(user, method, path.replaceAll(/:\w+/g, id), method === 'GET' ? undefined : {});
        return { route: `${method} ${path}`, ...answer };
      }),
    );

  it('says whom it lets in, and is guarded', () => {
    expect(routes.length).toBeGreaterThan(15);
    expect(routes.filter(({ access, isGuarded }) => !access || !isGuarded)).toEqual([]);
  });

  it('refuses who is not signed in, before it looks at anything else', async () => {
    const answers = await callAll(
      null,
      routes.filter(({ access }) => access !== 'anybody'),
    );
    expect(answers.filter(({ status, body }) => status !== 401 || body['code'] !== 'not-signed-in')).toEqual([]);
  });

  it('is open to anybody only where people come back to from a sign-in service', () => {
    const open = routes.filter(({ access }) => access === 'anybody');
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /oauth/callback']);
  });

  it('refuses who lacks the permission that it names', async () => {
    const administrative = routes.filter(({ access }) => access !== 'anybody' && access?.operation);
    expect(administrative.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining(['POST /providers', 'PATCH /providers/:id', 'DELETE /providers/:id', 'POST /provider-domains']),
    );
    const answers = await callAll('anna', administrative);
    expect(answers.filter(({ status, body }) => status !== 403 || body['code'] !== 'permission-required')).toEqual([]);
  });

  it('never answers with a secret', async () => {
    await connectForBen(app);
    const reads = routes.filter(({ method, path }) => method === 'GET' && path !== '/events' && !path.includes(':'));
    for (const user of ['admin', 'ben'] as const) {
      for (const { route, text } of await callAll(user, reads)) {
        expect(`${route} ${text}`).not.toMatch(/correct horse|"(password|clientSecret)":|k1\./);
      }
    }
  });

  it('is described in the OpenAPI document by the schemas that validate it', () => {
    const document = SwaggerModule.createDocument(app.app, new DocumentBuilder().setOpenAPIVersion('3.1.0').build());
    expect(document.paths['/mail/accounts']?.post).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['emailAddress'] } } } },
      responses: { '201': { content: { 'application/json': { schema: { anyOf: [{ type: 'object' }, { type: 'object' }] } } } } },
    });
  });
});

async function connectForBen(app: TestApp): Promise<void> {
  const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };
  await app.call('admin', 'POST', '/providers', provider);
  await app.call('ben', 'POST', '/accounts', { emailAddress: 'ben@example.com', password: 'correct horse' });
}
