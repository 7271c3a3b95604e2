import { randomUUID } from 'node:crypto';
import { ConnectedMailbox } from '../testing/connected-mailbox';
import { createDatabase, serviceDatabases } from '../testing/service-databases';

describe.each(serviceDatabases)('a draft on $title', (database) => {
  let created: Awaited<ReturnType<typeof createDatabase>>;
  let mailbox: ConnectedMailbox;
  beforeAll(async () => {
    created = await createDatabase(database);
    mailbox = await ConnectedMailbox.start(() => undefined, { database: database.options });
    await mailbox.untilLive();
  });
  afterAll(async () => {
    await mailbox.close();
    await created.drop();
  });

  it('is saved, kept from another window, taken back, sent once and gone', async () => {
    const id = randomUUID();
    const call = (method: string, path: string, body?: unknown) => mailbox.app.call('anna', method, path, body);
    const text = `<p>${'Grüße 🚀 '.repeat(6_000)}</p>`;
    const draft = { accountId: mailbox.accountId, to: [{ address: 'ben@example.com' }], subject: 'Plan', html: text, editor: 'one' };
    expect((await call('PUT', `/drafts/${id}`, { ...draft, revision: 0 })).status).toBe(200);
    expect((await call('PUT', `/drafts/${id}`, { ...draft, revision: 1, subject: 'Better' })).body).toMatchObject({
      revision: 2,
      html: text,
    });
    expect((await call('PUT', `/drafts/${id}`, { ...draft, revision: 1, editor: 'two' })).status).toBe(409);
    const { body } = await call('POST', `/drafts/${id}/send`, { revision: 2, delaySeconds: 60 });
    expect((await call('DELETE', `/emails/${String(body['id'])}`)).status).toBe(204);
    await Promise.all([1, 2].map(() => call('POST', `/drafts/${id}/send`, { revision: 2 })));
    await mailbox.until(async () => (await call('GET', `/drafts/${id}`)).status === 404);
    expect(mailbox.server.sent).toHaveLength(1);
  });
});
