import { randomUUID } from 'node:crypto';
import { draftAttachmentLimitBytes } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import { BlobDisk } from '../store/blob-disk';
import { ConnectedMailbox } from '../testing/connected-mailbox';

const picture = Buffer.from('a picture').toString('base64');
const question = [
  'From: Ben <ben@example.com>',
  'To: anna@example.com',
  'Subject: Question',
  'Message-ID: <Question@example.com>',
  'Content-Type: multipart/mixed; boundary=m',
  '',
  '--m',
  'Content-Type: multipart/related; boundary=r',
  '',
  '--r',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<table><tr><td>Grüße</td></tr></table><img src="cid:logo@x"><script>alert(1)</script>',
  '--r',
  'Content-Type: image/png',
  'Content-ID: <logo@x>',
  'Content-Disposition: inline; filename=logo.png',
  'Content-Transfer-Encoding: base64',
  '',
  picture,
  '--r--',
  '--m',
  'Content-Type: application/pdf; name=plan.pdf',
  'Content-Disposition: attachment; filename=plan.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERg==',
  '--m--',
  '',
].join('\r\n');

describe('a draft', () => {
  let mailbox: ConnectedMailbox;
  let id: string;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', question));
    await mailbox.untilLive();
    id = randomUUID();
  });
  afterEach(() => mailbox.close());

  const draft = (changes: object = {}) => ({
    accountId: mailbox.accountId,
    to: [{ name: 'Ben', address: 'ben@example.com' }],
    subject: 'Plan',
    html: '<p>Hello</p>',
    revision: 0,
    editor: 'window-1',
    ...changes,
  });
  const call = (method: string, path: string, body?: unknown) => mailbox.app.call('anna', method, path, body);
  const save = (changes: object = {}) => call('PUT', `/drafts/${id}`, draft(changes));
  const send = (changes: object = {}) => call('POST', `/drafts/${id}/send`, { revision: 1, ...changes });
  const stored = async (): Promise<Record<string, unknown>> => (await call('GET', `/drafts/${id}`)).body;
  const attach = (filename: string, bytes: Buffer) =>
    fetch(mailbox.app.url(`/drafts/${id}/attachments?filename=${filename}&contentType=text/plain`), {
      method: 'POST',
      headers: { 'x-user': 'anna', 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
  const idOfQuestion = async (): Promise<string> => (await mailbox.rows<{ id: string }>('SELECT id FROM mail_message'))[0]?.id ?? '';
  const filesOfDraft = async (): Promise<string[]> => {
    const packs: string[] = [];
    for await (const pack of mailbox.app.app.get(BlobDisk, { strict: false }).packs(id)) packs.push(pack);
    return packs;
  };
  const untilSent = (): Promise<void> => mailbox.until(async () => (await call('GET', `/drafts/${id}`)).status === 404);

  it('is there in every browser of its owner, as it was saved last', async () => {
    expect(await save()).toMatchObject({ status: 200, body: { revision: 1, state: 'writing', subject: 'Plan' } });
    expect(await save({ revision: 1, html: `<p>${'Long '.repeat(15_000)}\0 “end”</p>` })).toMatchObject({ body: { revision: 2 } });
    const { items } = (await call('GET', '/drafts')).body as { items: Record<string, unknown>[] };
    expect(items).toHaveLength(1);
    expect(String(items[0]?.['html'])).toMatch(/ {2}“end”<\/p>$/);
  });

  it('is not overwritten by another window that knows an older text, and a repeated save does no harm', async () => {
    await save();
    await save({ subject: 'Repeated, as its answer was lost' });
    expect(await save({ revision: 1, editor: 'window-2' })).toMatchObject({ status: 409, body: { code: 'draft-changed' } });
    expect(await save({ revision: 2, editor: 'window-2', subject: 'Seen' })).toMatchObject({ status: 200 });
    expect((await stored())['subject']).toBe('Seen');
  });

  it('becomes one message however often it is sent, and is gone when that has left, with its files', async () => {
    await save();
    expect((await attach('notes.txt', Buffer.from('The notes.'))).status).toBe(201);
    expect(await filesOfDraft()).toHaveLength(1);
    const receipts = await Promise.all([send(), send(), send()]);
    expect(new Set(receipts.map(({ body }) => body['id'])).size).toBe(1);
    await untilSent();
    await mailbox.untilMessages('Inbox: Question', 'Sent Items: Plan');
    expect(mailbox.server.sent).toHaveLength(1);
    expect(String(mailbox.server.sent[0])).toContain(Buffer.from('The notes.').toString('base64'));
    await call('GET', '/drafts');
    expect(await filesOfDraft()).toEqual([]);
  });

  it('that is taken back in time never leaves, and can be written on and sent', async () => {
    await save();
    const { body } = await send({ delaySeconds: 60 });
    expect(await stored()).toMatchObject({ state: 'queued', sentEmailId: body['id'] });
    expect(Date.parse(String((await stored())['sendAt']))).toBeGreaterThan(Date.now());
    expect(await save({ revision: 1 })).toMatchObject({ status: 409, body: { code: 'draft-being-sent' } });
    expect(await call('DELETE', `/drafts/${id}`)).toMatchObject({ status: 409 });
    expect((await call('DELETE', `/emails/${String(body['id'])}`)).status).toBe(204);
    expect((await call('DELETE', `/emails/${String(body['id'])}`)).status).toBe(404);
    expect(await stored()).toMatchObject({ state: 'writing', sentEmailId: null, subject: 'Plan' });
    expect(await save({ revision: 1, subject: 'Better' })).toMatchObject({ status: 200 });
    await send({ revision: 2 });
    await mailbox.untilMessages('Inbox: Question', 'Sent Items: Better');
    expect(mailbox.server.sent).toHaveLength(1);
  });

  it('cannot be taken back once it has begun to leave', async () => {
    await save();
    const { body } = await send();
    await untilSent();
    expect(await call('DELETE', `/emails/${String(body['id'])}`)).toMatchObject({ status: 409, body: { code: 'email-not-waiting' } });
    expect(await call('DELETE', `/emails/${await idOfQuestion()}`)).toMatchObject({ status: 409 });
  });

  it('leaves or is taken back, never both and never neither, whoever is first', async () => {
    const drafts = Array.from({ length: 12 }, (_, index) => ({ id: randomUUID(), subject: `Race ${index}` }));
    const races = drafts.map(async ({ id: draftId, subject }) => {
      await call('PUT', `/drafts/${draftId}`, draft({ subject }));
      const { body } = await call('POST', `/drafts/${draftId}/send`, { revision: 1 });
      const { status } = await call('DELETE', `/emails/${String(body['id'])}`);
      return { subject, leaves: status !== 204 };
    });
    const left = (await Promise.all(races)).filter(({ leaves }) => leaves).map(({ subject }) => `Sent Items: ${subject}`);
    await mailbox.untilMessages('Inbox: Question', ...left);
    expect(mailbox.server.sent).toHaveLength(left.length);
  });

  it('that cannot be sent says why, and is sent anew after it was mended', async () => {
    mailbox.server.fail('send', new MailError('send-rejected', { message: 'Too many recipients.' }));
    await save();
    await send();
    await mailbox.until(async () => (await stored())['state'] === 'failed');
    expect(await stored()).toMatchObject({ failure: { code: 'send-rejected', message: 'Too many recipients.' } });
    await send();
    await untilSent();
    expect(mailbox.server.sent).toHaveLength(1);
  });

  it('quotes what it answers as it looked, pictures included, and nothing that runs', async () => {
    await save({
      kind: 'reply',
      emailId: await idOfQuestion(),
      quoteHeading: 'On Monday, Ben <b> wrote:',
      html: '<p onclick="x()">Yes.</p>',
    });
    const { id: emailId } = (await send()).body;
    await untilSent();
    const mime = String(mailbox.server.sent[0]);
    expect(mime).toContain('In-Reply-To: <Question@example.com>');
    expect(mime).toContain('Content-ID: <logo@x>');
    const { html } = (await call('GET', `/emails/${String(emailId)}`)).body;
    expect(html).toMatch(
      /^<p>Yes\.<\/p><br \/><div>On Monday, Ben &lt;b&gt; wrote:<\/div><blockquote.*<table>.*Grüße.*<img [^>]*src="[^"]*attachments/s,
    );
    expect(html).not.toContain('script');
  });

  it('takes the files along when it forwards an email, without the pictures of its text', async () => {
    await save({ kind: 'forward' });
    const copies = await call('POST', `/drafts/${id}/attachments/copies`, { emailId: await idOfQuestion() });
    expect(copies.body['items']).toEqual([expect.objectContaining({ filename: 'plan.pdf', size: 4 })]);
    const [{ id: attachmentId } = { id: '' }] = copies.body['items'] as { id: string }[];
    expect((await call('GET', `/drafts/${id}/attachments/${attachmentId}`)).text).toBe('%PDF');
    expect((await call('DELETE', `/drafts/${id}/attachments/${attachmentId}`)).status).toBe(204);
    expect(await filesOfDraft()).toEqual([]);
    expect((await stored())['attachments']).toEqual([]);
  });

  it('takes no more than a mail server would, and says so before it is sent', async () => {
    await save({ to: [{ address: 'not an address' }] });
    expect(await send()).toMatchObject({ status: 422, body: { errors: [{ path: 'to', code: 'email-address-invalid' }] } });
    const tooLarge = await attach('film.mp4', Buffer.alloc(draftAttachmentLimitBytes + 1));
    expect([tooLarge.status, ((await tooLarge.json()) as { code: string }).code]).toEqual([413, 'attachments-too-large']);
    expect(await filesOfDraft()).toEqual([]);
  });
});
