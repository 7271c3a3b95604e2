import { RequestMethod } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { TestApp, type UserName } from '../testing/test-app';
import { AccessGuard } from './access.guard';
import { ACCESS, type Access } from './signed-in-user';

interface Route {
  method: string;
  path: string;
  access: Access | undefined;
  isGuarded: boolean;
}

/** Every route that the plugin registers, with what it says of who may call it. */
function routesOf({ app }: TestApp): Route[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ instance, metatype }) => {
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      const base = Reflect.getMetadata(PATH_METADATA, metatype as object) as string;
      const guards = (Reflect.getMetadata(GUARDS_METADATA, metatype as object) ?? []) as unknown[];
      return scanner.getAllMethodNames(prototype).flatMap((name): Route[] => {
        const handler = prototype[name];
        const path = handler && (Reflect.getMetadata(PATH_METADATA, handler) as string | undefined);
        if (!handler || path === undefined) return [];
        return [
          {
            method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod],
            path: `/${base}/${path}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
            access: (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, metatype as object)) as Access | undefined,
            isGuarded: guards.includes(AccessGuard),
          },
        ];
      });
    });
}

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

  it('knows nothing of what belongs to somebody else, or does not exist', async () => {
    const connected = await connectForBen(app);
    const ofAccounts = routes.filter(({ path, method }) => path.startsWith('/accounts/:id') && method !== 'PUT' && method !== 'PATCH');
    for (const { method, path } of ofAccounts) {
      const answer = await app.call('anna', method, path.replace(':id', connected));
      expect({ route: `${method} ${path}`, status: answer.status }).toEqual({ route: `${method} ${path}`, status: 404 });
    }
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

  it('is in the OpenAPI document', () => {
    const document = SwaggerModule.createDocument(app.app, new DocumentBuilder().setOpenAPIVersion('3.1.0').build());
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/mail', '').replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(documented.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(document.paths['/mail/accounts']?.post).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['emailAddress'] } } } },
      responses: { '201': { content: { 'application/json': { schema: { anyOf: [{ type: 'object' }, { type: 'object' }] } } } } },
    });
  });
});

async function connectForBen(app: TestApp): Promise<string> {
  const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };
  await app.call('admin', 'POST', '/providers', provider);
  await app.call('ben', 'POST', '/accounts', { emailAddress: 'ben@example.com', password: 'correct horse' });
  const { body } = await app.call('ben', 'GET', '/accounts');
  return (body['items'] as { id: string }[]).map(({ id }) => id).join();
}
