import { ConnectedMailbox, mail } from '../testing/connected-mailbox';

const inlinePicture = [
  'MIME-Version: 1.0',
  'From: Ben <ben@example.com>',
  'To: Anna <anna@example.com>',
  'Subject: Pictures',
  'Message-ID: <pictures@example.com>',
  'Content-Type: multipart/related; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Look: <img src="cid:logo"><img src="https://track.example/p.gif"></p>',
  '--b',
  'Content-Type: image/png',
  'Content-ID: <logo>',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('not really a picture').toString('base64'),
  '--b',
  'Content-Type: text/html',
  'Content-Disposition: attachment; filename="page.html"',
  '',
  '<script>alert(1)</script>',
  '--b--',
  '',
].join('\r\n');

describe('emails', () => {
  let mailbox: ConnectedMailbox;
  beforeAll(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      const minute = (index: number) => ({ receivedAt: new Date(Date.UTC(2026, 0, 1, 10, index)), isRead: index % 2 === 0 });
      for (let i = 10; i < 30; i++) server.deliver('inbox', mail(`Message ${i}`), minute(i));
      server.deliver('inbox', mail('Re: Message 10', { References: '<Message-10@example.com>' }, 'Crème brûlée, please'), minute(30));
      server.deliver('inbox', inlinePicture, minute(31));
    });
    await mailbox.untilLive();
  });
  afterAll(() => mailbox.close());

  const get = (path: string) => mailbox.app.call('anna', 'GET', path);
  const subjects = async (query: string) =>
    ((await get(`/emails?${query}`)).body['items'] as { subject: string }[]).map(({ subject }) => subject);
  const idOf = async (subject: string): Promise<string> => {
    const [row] = await mailbox.rows<{ id: string }>(`SELECT id FROM mail_message WHERE subject = '${subject}'`);
    return row?.id ?? '';
  };

  it('are listed newest first, every one once over all pages', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/emails?limit=7${cursor}`);
      seen.push(...(body['items'] as { subject: string }[]).map(({ subject }) => subject));
      cursor = typeof body['nextCursor'] === 'string' ? `&cursor=${body['nextCursor']}` : '';
    } while (cursor !== '');
    expect(seen).toEqual(['Pictures', 'Re: Message 10', ...Array.from({ length: 20 }, (_, index) => `Message ${29 - index}`)]);
  });

  it.each([
    ['q=creme+brul', ['Re: Message 10']],
    ['q=%22message+%2810', ['Re: Message 10', 'Message 10']],
    ['q=NOT+OR+*+%22', []],
    ['unread=true&limit=2', ['Pictures', 'Message 29']],
    ['accountId=019a0000-0000-7000-8000-000000000000', []],
  ])('are found by %s', async (query, expected) => {
    expect(await subjects(query)).toEqual(expected);
  });

  it('stand in their conversation, oldest first', async () => {
    const { body } = await get(`/emails/${await idOf('Message 10')}`);
    const thread = await get(`/threads/${String(body['threadId'])}`);
    expect((thread.body['items'] as { subject: string }[]).map(({ subject }) => subject)).toEqual(['Message 10', 'Re: Message 10']);
  });

  it('are given byte for byte', async () => {
    const answer = await get(`/emails/${await idOf('Pictures')}/raw`);
    expect(answer.text).toBe(inlinePicture);
    expect(answer.headers.get('content-type')).toBe('message/rfc822');
  });

  it('show their own pictures, and offer everything else as a file that cannot run', async () => {
    const id = await idOf('Pictures');
    const { body } = await get(`/emails/${id}`);
    expect(body).toMatchObject({
      html: `<p>Look: <img alt="" src="/mail/emails/${id}/attachments/2" /><img alt="" data-remote-src="https://track.example/p.gif" /></p>`,
      hasRemoteImages: true,
      status: 'received',
      attachments: [
        { id: '2', contentType: 'image/png', isInline: true, size: 20 },
        { id: '3', filename: 'page.html', contentType: 'text/html', isInline: false },
      ],
    });
    const picture = await get(`/emails/${id}/attachments/2`);
    expect(picture.text).toBe('not really a picture');
    expect(picture.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    const page = await get(`/emails/${id}/attachments/3`);
    expect(page.headers.get('content-disposition')).toContain('attachment; filename="page.html"');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('content-security-policy')).toContain('sandbox');
    expect((await get(`/emails/${id}/attachments/9`)).status).toBe(404);
  });

  it('are marked as read here at once and on the server', async () => {
    const id = await idOf('Message 29');
    expect(await mailbox.app.call('anna', 'PATCH', `/emails/${id}`, { isRead: true })).toMatchObject({
      status: 200,
      body: { isRead: true },
    });
    await mailbox.until(
      async () => (await mailbox.rows(`SELECT 1 FROM mail_message WHERE id = '${id}' AND revision <> 'r1' AND is_read`)).length === 1,
    );
    expect([...mailbox.server.folder('inbox').items.values()].find(({ raw }) => raw.includes('Message 29'))?.isRead).toBe(true);
  });

  it('are nobody else’s', async () => {
    const id = await idOf('Pictures');
    const { body } = await get(`/emails/${id}`);
    const paths = [`/emails/${id}`, `/emails/${id}/raw`, `/emails/${id}/attachments/2`, `/threads/${String(body['threadId'])}`];
    const ofAccount = [`/accounts/${mailbox.accountId}/folders`, `/accounts/${mailbox.accountId}/sync-status`];
    for (const user of ['ben', 'admin'] as const) {
      for (const path of [...paths, ...ofAccount]) expect(await mailbox.app.call(user, 'GET', path)).toMatchObject({ status: 404 });
      expect((await mailbox.app.call(user, 'PATCH', `/emails/${id}`, { isRead: true })).status).toBe(404);
      expect((await mailbox.app.call(user, 'GET', `/emails?accountId=${mailbox.accountId}`)).body['items']).toEqual([]);
      expect((await mailbox.app.call(user, 'GET', `/emails?q=message&folderId=${String(body['folderId'])}`)).body['items']).toEqual([]);
    }
    expect((await mailbox.app.call(null, 'GET', `/emails/${id}`)).status).toBe(401);
  });
});
