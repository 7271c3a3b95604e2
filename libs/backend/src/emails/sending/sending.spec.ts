import { MailError } from '@mailroom/mail-adapter';
import { SYNC_SETTINGS, type SyncSettings } from '../../sync/sync-settings';
import { ConnectedMailbox, mail } from '../../testing/connected-mailbox';

describe('an email that is sent', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', mail('Question', { References: '<root@example.com>' })));
    await mailbox.untilLive();
  });
  afterEach(() => mailbox.close());

  const email = (changes: object = {}) => ({
    accountId: mailbox.accountId,
    to: ['ben@example.com'],
    subject: 'Answer',
    text: 'Hello',
    ...changes,
  });
  const send = (body: object, key: string | null = 'key-1', user: 'anna' | 'ben' = 'anna') =>
    mailbox.app.call(user, 'POST', '/emails', body, key === null ? {} : { 'idempotency-key': key });
  const status = async (id: unknown): Promise<Record<string, unknown>> =>
    (await mailbox.app.call('anna', 'GET', `/emails/${String(id)}`)).body;

  it('keeps one id from the button to the copy in Sent Items', async () => {
    const receipt = await send(email({ bcc: ['secret@example.com'], html: '<p>Grüße</p>' }));
    expect(receipt).toMatchObject({ status: 202, body: { status: 'queued' } });
    expect(await status(receipt.body['id'])).toMatchObject({
      subject: 'Answer',
      html: '<p>Grüße</p>',
      bcc: [{ address: 'secret@example.com' }],
    });
    await mailbox.untilMessages('Inbox: Question', 'Sent Items: Answer');
    await mailbox.until(async () => (await status(receipt.body['id']))['status'] === 'sent');
    expect((await status(receipt.body['id']))['folderId']).toEqual(expect.any(String));
    expect(mailbox.server.sent).toHaveLength(1);
    expect(String(mailbox.server.sent[0])).toContain('Bcc: secret@example.com');
  });

  it('answers within the conversation', async () => {
    const [question] = await mailbox.rows<{ id: string; thread_id: string }>('SELECT id, thread_id FROM mail_message');
    const { body } = await send(email({ inReplyToEmailId: question?.id }));
    expect((await status(body['id']))['threadId']).toBe(question?.thread_id);
    await mailbox.untilMessages('Inbox: Question', 'Sent Items: Answer');
    expect(String(mailbox.server.sent[0])).toMatch(
      /In-Reply-To: <Question@example\.com>\r\nReferences: <root@example\.com> <Question@example\.com>/,
    );
    expect((await status(body['id']))['threadId']).toBe(question?.thread_id);
  });

  it('leaves once, however often it is asked for', async () => {
    const [first, second] = await Promise.all([send(email()), send(email())]);
    expect(second?.body['id']).toBe(first?.body['id']);
    await mailbox.untilMessages('Inbox: Question', 'Sent Items: Answer');
    expect((await send(email())).body['id']).toBe(first?.body['id']);
    expect(mailbox.server.sent).toHaveLength(1);
    expect(await send(email({ subject: 'Another' }))).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    expect(await send(email(), null)).toMatchObject({ status: 400, body: { code: 'idempotency-key-required' } });
  });

  it('leaves once though the server’s answer is lost', async () => {
    mailbox.server.failAfterSending(new MailError('timeout'));
    const { body } = await send(email());
    await mailbox.until(async () => (await status(body['id']))['status'] === 'sent');
    expect(mailbox.server.sent).toHaveLength(1);
  });

  it('is not handed over any more when its turn is over, for others may then look after it', async () => {
    Object.assign(mailbox.app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false }), { sendingMs: 20 });
    mailbox.server.takeNothing();
    const { body } = await send(email());
    await mailbox.until(async () => (await status(body['id']))['status'] === 'sent');
    expect(mailbox.server.sent).toHaveLength(1);
    expect(mailbox.server.abandoned).toBeGreaterThanOrEqual(1);
  });

  it('is tried again when the server did not take it', async () => {
    mailbox.server.fail('send', new MailError('unavailable'));
    const { body } = await send(email());
    await mailbox.until(async () => (await status(body['id']))['status'] === 'sent');
    expect(mailbox.server.sent).toHaveLength(1);
  });

  it('says why it could not be sent', async () => {
    mailbox.server.fail('send', new MailError('send-rejected', { message: 'The recipient is unknown.' }));
    const { body } = await send(email());
    await mailbox.until(async () => (await status(body['id']))['status'] === 'failed');
    expect(await status(body['id'])).toMatchObject({ failure: { code: 'send-rejected', message: 'The recipient is unknown.' } });
    expect(mailbox.server.sent).toHaveLength(0);
  });

  it('is tried again when its sender asks for that, and leaves once even if it had left before', async () => {
    mailbox.server.failAfterSending(new MailError('send-rejected'));
    const { body } = await send(email());
    const retry = (user: 'anna' | 'ben' = 'anna') => mailbox.app.call(user, 'POST', `/emails/${String(body['id'])}/retry`);
    await mailbox.until(async () => (await status(body['id']))['status'] === 'failed');
    expect((await retry('ben')).status).toBe(404);
    expect(await retry()).toMatchObject({ status: 202, body: { id: body['id'], status: 'sending' } });
    await mailbox.until(async () => (await status(body['id']))['status'] === 'sent');
    expect(mailbox.server.sent).toHaveLength(1);
    expect(await retry()).toMatchObject({ status: 409, body: { code: 'email-not-failed' } });
  });

  it('lets the others wait, too, when the server says that it is asked too often', async () => {
    mailbox.server.fail('send', new MailError('throttled', { retryAfterMs: 40 }));
    const asked = Date.now();
    const ids = await Promise.all([1, 2, 3].map(async (number) => (await send(email({ subject: `${number}` }), `k${number}`)).body['id']));
    for (const id of ids) await mailbox.until(async () => (await status(id))['status'] === 'sent');
    expect(mailbox.server.sent).toHaveLength(3);
    expect(Date.now() - asked).toBeGreaterThanOrEqual(40);
  });

  it('is refused from somebody else’s account, from one that does not send, and without recipients', async () => {
    expect((await send(email(), 'k', 'ben')).status).toBe(404);
    expect(await send(email({ to: [] }))).toMatchObject({ status: 422, body: { errors: [{ code: 'recipient-required' }] } });
    await mailbox.rows(`UPDATE mail_account SET phase = 'needs-attention'`);
    expect(await send(email())).toMatchObject({ status: 409, body: { code: 'account-needs-attention' } });
    await mailbox.rows(`UPDATE mail_provider SET send = FALSE`);
    expect(await send(email())).toMatchObject({ status: 409, body: { code: 'sending-off' } });
  });
});
