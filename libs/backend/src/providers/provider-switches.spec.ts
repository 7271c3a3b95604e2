import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { EventReader } from '../testing/event-reader';

describe('a provider’s switches', () => {
  let mailbox: ConnectedMailbox;
  let path: string;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', mail('Before')));
    await mailbox.untilLive();
    const { body } = await mailbox.app.call('admin', 'GET', '/providers');
    path = `/providers/${(body['items'] as { id: string }[])[0]?.id}`;
  });
  afterEach(() => mailbox.close());

  const turn = (switches: object) => mailbox.app.call('admin', 'PATCH', path, switches);
  const call = (method: string, at: string, body?: object) => mailbox.app.call('anna', method, at, body);
  const send = (key: string) =>
    mailbox.app.call(
      'anna',
      'POST',
      '/emails',
      { accountId: mailbox.accountId, to: ['ben@example.com'], subject: key },
      { 'idempotency-key': key },
    );
  const statusOf = async (id: unknown) => (await call('GET', `/emails/${String(id)}`)).body;
  const account = async () => (await call('GET', `/accounts/${mailbox.accountId}`)).body;

  it('stop receiving at once: nothing more is imported, sending goes on, and what is here stays', async () => {
    expect((await turn({ receive: false })).status).toBe(200);
    mailbox.server.deliver('inbox', mail('Not received'));
    const { body } = await send('Still sent');
    await mailbox.until(async () => (await statusOf(body['id']))['status'] === 'sent');
    expect(await mailbox.messages()).toEqual(['Inbox: Before']);
    expect(await account()).toMatchObject({ receive: false, send: true, phase: 'live', importedCount: 1 });
    expect((await call('GET', `/accounts/${mailbox.accountId}/sync-status`)).body).toMatchObject({ receive: false, phase: 'live' });
    expect(await call('POST', `/accounts/${mailbox.accountId}/sync`)).toMatchObject({ status: 409, body: { code: 'receiving-off' } });
  });

  it('catch up with everything when receiving is on again', async () => {
    await turn({ receive: false });
    mailbox.server.deliver('inbox', mail('Meanwhile'));
    await turn({ receive: true });
    await mailbox.untilMessages('Inbox: Before', 'Inbox: Meanwhile');
  });

  it('make an account of a provider that only sends live, and never import into it', async () => {
    await turn({ receive: false });
    await call('DELETE', `/accounts/${mailbox.accountId}`);
    const { body } = await call('POST', '/accounts', { emailAddress: 'anna@example.com', password: 'secret' });
    await mailbox.until(async () => (await call('GET', `/accounts/${String(body['id'])}`)).body['phase'] === 'live');
    expect(await mailbox.rows('SELECT 1 FROM mail_folder')).toEqual([]);
  });

  it('refuse to send, and give back what waited to leave', async () => {
    await mailbox.kill();
    const { body } = await send('Waits');
    await turn({ send: false });
    await mailbox.until(async () => (await statusOf(body['id']))['status'] === 'failed');
    expect(await statusOf(body['id'])).toMatchObject({ failure: { code: 'sending-off', remedy: expect.any(String) as string } });
    expect(await send('Refused')).toMatchObject({ status: 409, body: { code: 'sending-off' } });
    expect(mailbox.server.sent).toEqual([]);
    mailbox.server.deliver('inbox', mail('Received'));
    await mailbox.untilMessages('Inbox: Before', 'Inbox: Received');
  });

  it('are told to the browsers of those whom they concern', async () => {
    const events = new EventReader(mailbox.app.url('/events'), { 'x-user': 'anna' });
    expect((await events.next('account.status')).data).toMatchObject({ receive: true, send: true });
    await turn({ send: false });
    expect((await events.next('account.status')).data).toMatchObject({ receive: true, send: false });
    events.close();
  });

  it('and every other change let accounts that failed by the old settings begin anew', async () => {
    await mailbox.kill();
    await mailbox.rows(`UPDATE mail_account SET phase = 'needs-attention', error_code = 'host-not-found', error_since = 1`);
    await turn({ serviceAddress: 'mail2.example.com' });
    await mailbox.untilLive();
    expect(await account()).toMatchObject({ lastError: null });
  });

  it('wake no account that rests', async () => {
    await call('POST', `/accounts/${mailbox.accountId}/pause`);
    await turn({ serviceAddress: 'mail2.example.com' });
    expect(await account()).toMatchObject({ phase: 'paused' });
  });
});
