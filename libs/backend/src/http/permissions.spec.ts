import { randomUUID } from 'node:crypto';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { routesOf } from '../testing/routes-of';
import type { UserName } from '../testing/test-app';

type Who = 'nobody' | 'owner' | 'other' | 'administrator';

const users: Record<Who, UserName | null> = { nobody: null, owner: 'anna', other: 'ben', administrator: 'admin' };

/** Everybody who is signed in; administrators alone; whose it is, while it does not exist for others. */
const signedIn = (status = 200) => ({ nobody: 401, owner: status, other: status, administrator: status });
const administrators = (status = 200) => ({ nobody: 401, owner: 403, other: 403, administrator: status });
const ownersOnly = (status = 200) => ({ nobody: 401, owner: status, other: 404, administrator: 404 });
const anybody = (status: number) => ({ nobody: status, owner: status, other: status, administrator: status });

/** What each route answers to whom. A route that is missing here fails the test below. */
const matrix: Record<string, Record<Who, number>> = {
  'GET /service-types': signedIn(),
  'GET /providers': signedIn(),
  'POST /providers': administrators(201),
  'POST /providers/diagnose': administrators(),
  'POST /providers/discover': administrators(),
  'GET /providers/:id': signedIn(),
  'PATCH /providers/:id': administrators(),
  'DELETE /providers/:id': administrators(204),
  'GET /provider-domains': signedIn(),
  'POST /provider-domains': administrators(201),
  'DELETE /provider-domains/:id': administrators(204),
  'GET /provider-match': signedIn(),
  'GET /accounts': signedIn(),
  'POST /accounts': signedIn(201),
  'GET /accounts/:id': ownersOnly(),
  'PATCH /accounts/:id': ownersOnly(),
  'DELETE /accounts/:id': ownersOnly(204),
  'GET /accounts/:id/folders': ownersOnly(),
  'PUT /accounts/:id/folders': ownersOnly(),
  'GET /accounts/:id/skipped': ownersOnly(),
  'GET /accounts/:id/sync-status': ownersOnly(),
  'POST /accounts/:id/diagnose': ownersOnly(),
  'POST /accounts/:id/sync': ownersOnly(),
  'POST /accounts/:id/pause': ownersOnly(),
  'POST /accounts/:id/resume': ownersOnly(),
  'POST /accounts/:id/reconnect': ownersOnly(),
  'POST /accounts/:id/reconcile': ownersOnly(),
  'POST /email-health/:id/sync': administrators(204),
  'POST /email-health/:id/pause': administrators(204),
  'POST /email-health/:id/resume': administrators(204),
  'POST /email-health/:id/reconcile': administrators(),
  'GET /oauth/callback': anybody(400),
  'GET /oauth/registration': administrators(),
  'GET /emails': signedIn(),
  'POST /emails': ownersOnly(202),
  'GET /emails/:id': ownersOnly(),
  'PATCH /emails/:id': ownersOnly(),
  'DELETE /emails/:id': ownersOnly(204),
  'POST /emails/:id/retry': ownersOnly(409),
  'GET /emails/:id/raw': ownersOnly(),
  'GET /emails/:id/attachments/:attachmentId': ownersOnly(),
  'GET /threads/:id': ownersOnly(),
  'GET /drafts': signedIn(),
  'GET /drafts/:id': ownersOnly(),
  'PUT /drafts/:id': ownersOnly(),
  'DELETE /drafts/:id': ownersOnly(204),
  'POST /drafts/:id/send': ownersOnly(202),
  'POST /drafts/:id/attachments': ownersOnly(201),
  'POST /drafts/:id/attachments/copies': ownersOnly(201),
  'GET /drafts/:id/attachments/:attachmentId': ownersOnly(),
  'DELETE /drafts/:id/attachments/:attachmentId': ownersOnly(204),
  'GET /events': signedIn(),
  'GET /listener': signedIn(),
  'GET /audit': administrators(),
  'GET /email-health': administrators(),
  'GET /email-health/history': administrators(),
  'GET /exchange-integration': administrators(),
  'PUT /exchange-integration': administrators(),
  'POST /exchange-integration/diagnose': administrators(),
  'GET /exchange-integration/mailboxes': administrators(),
};

const withFile = mail('With a file', { 'Content-Type': 'text/plain', 'Content-Disposition': 'attachment; filename="a.txt"' });
const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com' };

const integration = { server: 'mail.example.com', login: 'service', password: 'secret', domains: ['example.com'] };

async function* noSteps(): AsyncGenerator<never> {
  // A mail server that the doctor has nothing to say about.
}

describe('who may call what', () => {
  let mailbox: ConnectedMailbox;
  let email: { id: string; threadId: string };
  let folder: string;
  let fileOfDraft = '';
  let count = 0;
  beforeAll(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      server.deliver('inbox', withFile);
      Object.assign(server, { diagnose: noSteps });
    });
    await mailbox.untilLive();
    [email = { id: '', threadId: '' }] = await mailbox.rows<typeof email>('SELECT id, thread_id AS threadId FROM mail_message');
    [{ id: folder } = { id: '' }] = await mailbox.rows<{ id: string }>(`SELECT id FROM mail_folder WHERE role = 'inbox'`);
  });
  afterAll(() => mailbox.close());

  const made = async (user: UserName, path: string, body: object): Promise<string> =>
    String((await mailbox.app.call(user, 'POST', path, body)).body['id']);
  const newProvider = () => made('admin', '/providers', provider);
  const newDomain = async () => ({ domain: `domain${++count}.example`, providerId: await newProvider() });
  const newMailbox = () => ({ emailAddress: `mailbox${++count}@example.com`, password: 'secret' });

  const draft = () => ({ accountId: mailbox.accountId, to: [{ address: 'ben@example.com' }], revision: 0, editor: 'window' });
  const newDraft = async (): Promise<string> => {
    const id = randomUUID();
    await mailbox.app.call('anna', 'PUT', `/drafts/${id}`, draft());
    const upload = await fetch(mailbox.app.url(`/drafts/${id}/attachments?filename=a.txt`), {
      method: 'POST',
      headers: { 'x-user': 'anna', 'content-type': 'application/octet-stream' },
      body: 'text',
    });
    fileOfDraft = ((await upload.json()) as { id: string }).id;
    return id;
  };
  const waitingEmail = async (): Promise<string> => {
    const sending = { revision: 1, delaySeconds: 60 };
    return String((await mailbox.app.call('anna', 'POST', `/drafts/${await newDraft()}/send`, sending)).body['id']);
  };

  /** What is acted on: something of its own for each call that ends it. */
  const idFor = async (route: string): Promise<string> => {
    if (route.includes(' /providers/')) return newProvider();
    if (route.includes(' /provider-domains/')) return made('admin', '/provider-domains', await newDomain());
    if (route === 'DELETE /emails/:id') return waitingEmail();
    if (route.includes(' /emails/')) return email.id;
    if (route.includes(' /drafts/')) return newDraft();
    if (route.includes(' /threads/')) return email.threadId;
    return route === 'DELETE /accounts/:id' ? made('anna', '/accounts', newMailbox()) : mailbox.accountId;
  };
  const bodyFor = (route: string): unknown => {
    const bodies: Record<string, () => unknown> = {
      'POST /providers': () => provider,
      'POST /providers/diagnose': () => ({ provider, mailbox: newMailbox() }),
      'POST /providers/discover': () => ({ emailAddress: 'anna@example.com' }),
      'PATCH /providers/:id': () => ({ name: 'Renamed' }),
      'POST /provider-domains': newDomain,
      'POST /accounts': newMailbox,
      'PATCH /accounts/:id': () => ({ signature: 'Anna' }),
      'PUT /accounts/:id/folders': () => ({ items: [{ id: folder, selected: true }] }),
      'POST /accounts/:id/reconnect': () => ({}),
      'POST /emails': () => ({ accountId: mailbox.accountId, to: ['ben@example.com'] }),
      'PATCH /emails/:id': () => ({ isRead: true }),
      'PUT /exchange-integration': () => ({ enabled: false }),
      'POST /exchange-integration/diagnose': () => integration,
      'PUT /drafts/:id': draft,
      'POST /drafts/:id/send': () => ({ revision: 1 }),
      'POST /drafts/:id/attachments/copies': () => ({ emailId: email.id }),
    };
    return bodies[route]?.();
  };
  const statusFor = async (who: Who, route: string): Promise<number> => {
    const [method = '', path = ''] = route.split(' ');
    const body = await bodyFor(route);
    const queries: Record<string, string> = {
      'GET /provider-match': '?emailAddress=anna@example.com',
      'POST /drafts/:id/attachments': '?filename=a.txt',
    };
    const id = await idFor(route);
    const attachmentId = route.includes(' /drafts/') ? fileOfDraft : '0';
    const response = await fetch(mailbox.app.url(path.replace(':id', id).replace(':attachmentId', attachmentId) + (queries[route] ?? '')), {
      method,
      redirect: 'manual',
      headers: {
        ...(users[who] !== null && { 'x-user': users[who] }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(route === 'POST /emails' && { 'idempotency-key': `${who}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    // A stream of events, or a doctor's lines, need not be read to their end.
    await response.body?.cancel();
    return response.status;
  };

  it('is said of every route, of the application and of its OpenAPI document', () => {
    const { app } = mailbox.app;
    const document = SwaggerModule.createDocument(app, new DocumentBuilder().setOpenAPIVersion('3.1.0').build());
    const documented = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/mail', '').replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const routes = routesOf(mailbox.app).map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(matrix).sort()).toEqual(routes.sort());
    expect(Object.keys(matrix).sort()).toEqual(documented.sort());
  });

  it('tells users of providers without details, and administrators everything but secrets', async () => {
    const shown = async (user: UserName) =>
      Object.keys(((await mailbox.app.call(user, 'GET', '/providers')).body['items'] as object[])[0] ?? {});
    expect(await shown('anna')).toEqual(['id', 'name', 'serviceType', 'loginFormat', 'authMethod']);
    expect(await shown('admin')).toEqual(expect.arrayContaining(['serviceAddress', 'hasClientSecret', 'accountCount']));
  });

  it('lets administrators list everybody’s accounts, and read nobody’s emails', async () => {
    expect((await mailbox.app.call('anna', 'GET', '/accounts?scope=all')).status).toBe(403);
    expect((await mailbox.app.call('admin', 'GET', `/accounts?scope=all`)).status).toBe(200);
    for (const query of ['', `?accountId=${mailbox.accountId}`, `?threadId=${email.threadId}`, `?folderId=${folder}`, '?q=file']) {
      for (const user of ['admin', 'ben'] as const) {
        expect((await mailbox.app.call(user, 'GET', `/emails${query}`)).body['items']).toEqual([]);
      }
    }
  });

  it.each(Object.entries(matrix))('%s', async (route, expected) => {
    const answers: Partial<Record<Who, number>> = {};
    for (const who of ['nobody', 'other', 'administrator', 'owner'] as const) answers[who] = await statusFor(who, route);
    expect(answers).toEqual(expected);
  });
});
