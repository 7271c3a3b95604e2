import { ConnectedMailbox, mail } from '../testing/connected-mailbox';

describe('what is imported', () => {
  let mailbox: ConnectedMailbox;
  afterEach(() => mailbox.close());

  const day = (date: number) => ({ receivedAt: new Date(Date.UTC(2026, 0, date)) });
  const start = async (): Promise<void> => {
    mailbox = await ConnectedMailbox.start((server) => {
      for (const date of [10, 11, 12]) server.deliver('inbox', mail(`Day ${date}`), day(date));
      server.deliver('sent', mail('Sent'), day(11));
    });
    await mailbox.untilLive();
  };
  const call = async (method: string, path: string, body?: object) => {
    const answer = await mailbox.app.call('anna', method, `/accounts/${mailbox.accountId}${path}`, body);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const choose = async (selected: boolean, whenDeselected?: 'keep' | 'remove') => {
    const [{ id } = { id: '' }] = await mailbox.rows<{ id: string }>(`SELECT id FROM mail_folder WHERE role = 'inbox'`);
    await call('PUT', '/folders', { items: [{ id, selected }], ...(whenDeselected && { whenDeselected }) });
  };
  const inbox = async () =>
    ((await call('GET', '/sync-status'))['folders'] as Record<string, unknown>[]).find(({ path }) => path === 'Inbox');
  const counts = async () => {
    const { serverCount, importedCount, skippedCount } = (await inbox()) ?? {};
    return `${String(serverCount)} = ${String(importedCount)} + ${String(skippedCount)}`;
  };
  const readable = async () => ((await mailbox.app.call('anna', 'GET', '/emails')).body['items'] as object[]).length;
  const ledger = async () => (await call('GET', '/skipped'))['items'];

  it('keeps the emails of a folder that is left out, when that is chosen, and fetches just what is missing when it comes back', async () => {
    await start();
    await choose(false, 'keep');
    mailbox.server.deliver('inbox', mail('Day 13'), day(13));
    mailbox.server.deliver('sent', mail('Sent later'), day(13));
    await mailbox.untilMessages('Inbox: Day 10', 'Inbox: Day 11', 'Inbox: Day 12', 'Sent Items: Sent', 'Sent Items: Sent later');
    expect(await readable()).toBe(5);
    expect(await inbox()).toMatchObject({ phase: 'not-selected', serverCount: 3, importedCount: 3, skippedCount: 0 });
    await choose(true);
    await mailbox.untilMessages(...[10, 11, 12, 13].map((date) => `Inbox: Day ${date}`), 'Sent Items: Sent', 'Sent Items: Sent later');
    expect(mailbox.server.fetched).toHaveLength(6);
    await mailbox.until(async () => (await counts()) === '4 = 4 + 0');
  });

  it('removes them otherwise, and says of the folder why its messages are missing', async () => {
    await start();
    await choose(false);
    await mailbox.untilMessages('Sent Items: Sent');
    expect(await inbox()).toMatchObject({ selected: false, serverCount: 3, importedCount: 0, skippedCount: 3 });
    expect(await ledger()).toMatchObject([{ folderPath: 'Inbox', reason: 'folder-not-selected', count: 3 }]);
  });

  it('removes kept emails when somebody thinks better of it', async () => {
    await start();
    await choose(false, 'keep');
    await choose(false, 'remove');
    await mailbox.untilMessages('Sent Items: Sent');
  });

  it('keeps emails from before a later start date, when that is chosen, and goes on synchronising them', async () => {
    await start();
    await call('PATCH', '', { startDate: '2026-01-12', earlierEmails: 'keep' });
    const [{ remote_id: id } = { remote_id: '' }] = await mailbox.rows<{ remote_id: string }>(
      `SELECT remote_id FROM mail_message WHERE subject = 'Day 10'`,
    );
    mailbox.server.deliver('inbox', mail('Moved here'), day(9));
    mailbox.server.markRead(id, 'inbox', true);
    await mailbox.until(async () => (await mailbox.rows(`SELECT 1 FROM mail_message WHERE subject = 'Day 10' AND is_read`)).length === 1);
    await mailbox.until(async () => (await counts()) === '4 = 3 + 1');
    expect(await ledger()).toMatchObject([{ reason: 'before-start-date', count: 1 }]);
    mailbox.server.remove(id, 'inbox');
    await mailbox.untilMessages('Inbox: Day 11', 'Inbox: Day 12', 'Sent Items: Sent');
    await call('PATCH', '', { startDate: '2026-01-12', earlierEmails: 'remove' });
    await mailbox.untilMessages('Inbox: Day 12');
  });
});
