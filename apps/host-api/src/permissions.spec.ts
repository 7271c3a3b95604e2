import { type TestClient, TestCrm } from './testing/test-crm';

type Who = 'nobody' | 'user' | 'administrator';

const anybody = (status = 200) => ({ nobody: status, user: status, administrator: status });
const signedIn = (status = 200) => ({ nobody: 401, user: status, administrator: status });
const administrators = (status = 200) => ({ nobody: 401, user: 403, administrator: status });

/** What each of the CRM's own routes answers to whom; the plugin has such a table of its own. */
const matrix: Record<string, Record<Who, number>> = {
  'POST /api/auth/login': anybody(401),
  'POST /api/auth/logout': anybody(204),
  'GET /api/auth/me': signedIn(),
  'GET /api/users': administrators(),
  'POST /api/users': administrators(201),
  'GET /api/users/{id}': administrators(),
  'PATCH /api/users/{id}': administrators(),
  'DELETE /api/users/{id}': administrators(204),
  'GET /api/contacts': signedIn(),
  'POST /api/contacts': signedIn(201),
  'GET /api/contacts/{id}': signedIn(),
  'PATCH /api/contacts/{id}': signedIn(),
  'DELETE /api/contacts/{id}': signedIn(204),
  'GET /api/contacts/{id}/emails': signedIn(),
  'GET /api/health': anybody(),
  'GET /api/health/ready': anybody(),
  'GET /api/metrics': anybody(),
};

describe('who may call what of the CRM', () => {
  let crm: TestCrm;
  let administrator: TestClient;
  let count = 0;
  beforeAll(async () => {
    crm = await TestCrm.start();
    administrator = await crm.signedIn('admin@demo.test');
  });
  afterAll(() => crm.close());

  const client = async (who: Who): Promise<TestClient> => {
    if (who === 'nobody') return crm.client();
    return crm.signedIn(who === 'user' ? 'anna@demo.test' : 'admin@demo.test');
  };
  const newUser = () => ({ email: `user${++count}@demo.test`, displayName: 'Somebody', password: 'correct horse' });
  const bodies: Record<string, () => object> = {
    'POST /api/auth/login': () => ({ email: 'nobody@demo.test', password: 'wrong' }),
    'POST /api/users': newUser,
    'PATCH /api/users/{id}': () => ({ displayName: 'Somebody else' }),
    'POST /api/contacts': () => ({ name: 'Dora' }),
    'PATCH /api/contacts/{id}': () => ({ name: 'Dora D.' }),
  };
  const made = async (path: string, body: object) => String((await administrator.call('POST', path, body)).body['id']);
  const statusFor = async (who: Who, route: string): Promise<number> => {
    const [method = '', path = ''] = route.split(' ');
    const id = path.includes('/users/') ? await made('/api/users', newUser()) : await made('/api/contacts', { name: 'Dora' });
    return (await (await client(who)).call(method, path.replace('{id}', id), bodies[route]?.())).status;
  };

  it('is said of every route of its OpenAPI document', async () => {
    const { body } = await crm.client().call('GET', '/api/openapi.json');
    const routes = Object.entries(body['paths'] as Record<string, object>)
      .filter(([path]) => !path.startsWith('/api/mail/'))
      .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));
    expect(Object.keys(matrix).sort()).toEqual(routes.sort());
  });

  it.each(Object.entries(matrix))('%s', async (route, expected) => {
    const answers: Partial<Record<Who, number>> = {};
    for (const who of ['nobody', 'user', 'administrator'] as const) answers[who] = await statusFor(who, route);
    expect(answers).toEqual(expected);
  });
});
