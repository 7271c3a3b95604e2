import { type TestClient, TestCrm } from './testing/test-crm';

describe('the CRM', () => {
  let crm: TestCrm;
  let admin: TestClient;
  let anna: TestClient;
  beforeAll(async () => {
    crm = await TestCrm.start();
    admin = await crm.signedIn('admin@demo.test');
    anna = await crm.signedIn('anna@demo.test');
  });
  afterAll(() => crm.close());

  it('signs users in by a cookie that no script and no other site can use', async () => {
    const client = crm.client();
    expect((await client.call('GET', '/api/auth/me')).status).toBe(401);
    const { headers, body } = await client.signIn('Anna@demo.test');
    expect(headers.get('set-cookie')).toMatch(/^crm_session=[\w-]{43};.*HttpOnly; SameSite=Strict$/);
    expect(body).toMatchObject({ email: 'anna@demo.test', systemOperations: [] });
    expect((await client.call('GET', '/api/auth/me')).body).toEqual(body);
    expect((await client.call('POST', '/api/auth/logout')).status).toBe(204);
    expect((await client.call('GET', '/api/auth/me')).status).toBe(401);
  });

  it('ends a session at once when its user signs out, also for who kept the cookie', async () => {
    const client = crm.client();
    const cookie = (await client.signIn('ben@demo.test')).headers.get('set-cookie')?.split(';')[0] ?? '';
    await client.call('POST', '/api/auth/logout');
    expect((await crm.client().call('GET', '/api/auth/me', undefined, { cookie })).status).toBe(401);
  });

  it('slows down who guesses passwords, and nobody else', async () => {
    const guess = () => crm.client().signIn('ben@demo.test', 'guess');
    for (let attempt = 0; attempt < 8; attempt++) expect((await guess()).body['code']).toBe('sign-in-failed');
    const refused = await guess();
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await crm.client().signIn('anna@demo.test')).status).toBe(200);
  });

  it('lets no other site write with a user’s cookie', async () => {
    const write = (origin: string) => anna.call('POST', '/api/contacts', { name: 'X' }, { origin });
    expect(await write('https://evil.example')).toMatchObject({ status: 403, body: { code: 'cross-origin' } });
    expect((await write('null')).status).toBe(403);
    const { body } = await anna.call('GET', '/api/contacts');
    expect(body['items']).toEqual([]);
  });

  it('takes back whom a sign-in service sends without the CRM’s own cookie, and judges by the sign-in’s', async () => {
    const path = '/api/mail/oauth/callback?state=made-up&code=x';
    expect(await crm.client().call('GET', path)).toMatchObject({ status: 400, body: { code: 'oauth-state-unknown' } });
    expect((await crm.client().call('GET', '/api/mail/accounts')).status).toBe(401);
  });

  it('lets administrators alone manage users', async () => {
    expect(await anna.call('GET', '/api/users')).toMatchObject({ status: 403, body: { code: 'permission-required' } });
    const input = { email: 'Cora@demo.test', displayName: 'Cora', password: 'correct horse' };
    const created = await admin.call('POST', '/api/users', input);
    expect(created).toMatchObject({ status: 201, body: { email: 'cora@demo.test', systemOperations: [] } });
    expect(JSON.stringify(created.body)).not.toMatch(/password|horse/);
    expect(await admin.call('POST', '/api/users', input)).toMatchObject({ status: 409, body: { code: 'email-taken' } });
    const path = `/api/users/${String(created.body['id'])}`;
    const cora = crm.client();
    await cora.signIn('cora@demo.test', 'correct horse');
    await admin.call('PATCH', path, { displayName: 'Cora B.', systemOperations: ['CanManageAdministration'] });
    expect((await cora.call('GET', path)).body).toMatchObject({ displayName: 'Cora B.' });
    expect((await admin.call('DELETE', path)).status).toBe(204);
    expect((await cora.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await admin.call('GET', path)).status).toBe(404);
  });

  it('keeps its last administrator', async () => {
    const { body } = await admin.call('GET', '/api/auth/me');
    const path = `/api/users/${String(body['id'])}`;
    expect(await admin.call('DELETE', path)).toMatchObject({ status: 409, body: { code: 'last-administrator' } });
    expect((await admin.call('PATCH', path, { systemOperations: [] })).status).toBe(409);
  });

  it('pages through its users', async () => {
    const first = await admin.call('GET', '/api/users?limit=2');
    expect(first.body['items']).toHaveLength(2);
    const rest = await admin.call('GET', `/api/users?limit=2&cursor=${String(first.body['nextCursor'])}`);
    expect(rest.body).toMatchObject({ items: [{ email: 'ben@demo.test' }], nextCursor: null });
  });

  it('keeps contacts and their addresses', async () => {
    const created = await anna.call('POST', '/api/contacts', { name: 'Dora', emailAddresses: ['Dora@Example.com', 'd@example.org'] });
    expect(created).toMatchObject({ status: 201, body: { name: 'Dora', emailAddresses: ['d@example.org', 'dora@example.com'] } });
    const path = `/api/contacts/${String(created.body['id'])}`;
    expect((await anna.call('PATCH', path, { emailAddresses: ['new@example.com'] })).body).toMatchObject({ name: 'Dora' });
    expect((await anna.call('GET', path)).body).toMatchObject({ emailAddresses: ['new@example.com'] });
    expect(await anna.call('POST', '/api/contacts', { name: '', emailAddresses: ['dora'] })).toMatchObject({
      status: 422,
      body: { code: 'validation-failed', errors: [{ path: 'name' }, { path: 'emailAddresses.0', code: 'invalid-email-address' }] },
    });
    expect((await anna.call('DELETE', path)).status).toBe(204);
    expect((await anna.call('GET', path)).status).toBe(404);
  });

  it('answers every failure with a problem document', async () => {
    const problem = { type: 'about:blank', title: expect.any(String) as string };
    expect(await anna.call('GET', '/api/nothing')).toMatchObject({ status: 404, body: { ...problem, code: 'not-found' } });
    expect(await anna.call('POST', '/api/contacts', '{bad')).toMatchObject({ status: 400, body: { ...problem, code: 'bad-request' } });
    const large = await anna.call('POST', '/api/contacts', JSON.stringify({ name: 'x'.repeat(43_000_000) }));
    expect(large).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    expect(large.headers.get('content-type')).toContain('application/problem+json');
  });

  it('gives its figures to Prometheus, from elsewhere only with the token', async () => {
    const { text, headers } = await crm.client().call('GET', '/api/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('mailroom_accounts{phase="live"} 0\n');
    const guarded = await TestCrm.start({ METRICS_TOKEN: 'a long enough token' });
    const client = guarded.client();
    expect((await client.call('GET', '/api/metrics')).status).toBe(401);
    expect((await client.call('GET', '/api/metrics', undefined, { authorization: 'Bearer a long enough token' })).status).toBe(200);
    await guarded.close();
  });

  it('says that it lives and is ready, and describes itself', async () => {
    const anybody = crm.client();
    expect((await anybody.call('GET', '/api/health')).body).toEqual({ status: 'ok' });
    expect(await anybody.call('GET', '/api/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
    const { headers, body } = await anybody.call('GET', '/api/openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.0', paths: { '/api/users': {}, '/api/mail/providers': {}, '/api/mail/accounts/{id}': {} } });
    expect(headers.get('content-security-policy')).toMatch(/default-src 'self'.*script-src 'self';/);
  });
});
