import type { Reconciliation } from '@mailroom/contract';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { NightlyReconciliation } from './nightly-reconciliation';

const subjects = Array.from({ length: 25 }, (_, index) => `Letter ${index}`);
const everything = subjects.map((subject) => `Inbox: ${subject}`);

describe('reconciliation', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      for (const subject of subjects) server.deliver('inbox', mail(subject));
    });
    await mailbox.untilLive();
  });
  afterEach(() => mailbox.close());

  const reconcile = async (query = '') => {
    const { status, body } = await mailbox.app.call('anna', 'POST', `/accounts/${mailbox.accountId}/reconcile${query}`);
    expect(status).toBe(200);
    const difference = body as unknown as Reconciliation;
    const inbox = difference.folders.find(({ path }) => path === 'Inbox');
    if (!inbox) throw new Error('There is no inbox.');
    return { ...difference, inbox };
  };
  const status = async () => (await mailbox.app.call('anna', 'GET', `/accounts/${mailbox.accountId}/sync-status`)).body;
  const found = async (q: string) => ((await mailbox.app.call('anna', 'GET', `/emails?q=${q}`)).body['items'] as object[]).length;
  const searchKey = globalThis.mailroomDatabase === undefined ? 'rowid' : 'message_seq';
  /** By hand, behind the back of everything that counts. */
  const removeTen = async () => {
    const rows = await mailbox.rows<{ id: string; seq: number }>(`SELECT id, seq FROM mail_message ORDER BY id LIMIT 10`);
    const ids = rows.map(({ id }) => `'${id}'`).join(', ');
    await mailbox.rows(`DELETE FROM mail_search WHERE ${searchKey} IN (${rows.map(({ seq }) => seq).join(', ')})`);
    await mailbox.rows(`DELETE FROM mail_message_address WHERE message_id IN (${ids})`);
    await mailbox.rows(`DELETE FROM mail_message WHERE id IN (${ids})`);
  };

  it('finds nothing where nothing is wrong, and downloads nothing', async () => {
    const { inbox, repair } = await reconcile('?repair=true');
    expect(inbox).toMatchObject({ state: 'compared', serverCount: 25, importedCount: 25, missingCount: 0, surplusCount: 0 });
    expect(repair).toBe('none');
    expect(mailbox.server.fetched).toHaveLength(25);
  });

  it('finds ten messages that were removed from the database by hand, and brings back just those', async () => {
    await removeTen();
    const { inbox, missingCount } = await reconcile();
    expect([missingCount, inbox.missingCount, inbox.missing.length, inbox.importedCount, inbox.serverCount]).toEqual([10, 10, 10, 15, 25]);
    expect(await mailbox.messages()).toHaveLength(15);
    expect((await reconcile('?repair=true')).repair).toBe('done');
    expect(await mailbox.messages()).toEqual([...everything].sort());
    expect(mailbox.server.fetched).toHaveLength(35);
    expect(await found('letter')).toBe(25);
    expect(await mailbox.rows(`SELECT message_count, unread_count, server_count FROM mail_folder WHERE role = 'inbox'`)).toEqual([
      { message_count: 25, unread_count: 25, server_count: 25 },
    ]);
    expect((await reconcile()).missingCount).toBe(0);
    expect(await mailbox.rows(`SELECT 1 FROM mail_outbox_event WHERE type = 'email.received'`)).toEqual([]);
  });

  it('tells of the finding: in the status, and as an event', async () => {
    await removeTen();
    await reconcile('?repair=true');
    expect((await status())['lastReconciliation']).toMatchObject({ trigger: 'person', missingCount: 10, repair: 'done' });
    const [event] = await mailbox.rows<{ payload: string }>(`SELECT payload FROM mail_outbox_event WHERE type = 'account.reconciled'`);
    expect(JSON.parse(event?.payload ?? '{}')).toMatchObject({ accountId: mailbox.accountId, finding: { missingCount: 10 } });
  });

  it('makes findable what search and contacts would miss, from the bytes that are here', async () => {
    await mailbox.rows(`DELETE FROM mail_search WHERE ${searchKey} IN (SELECT seq FROM mail_message WHERE subject = 'Letter 3')`);
    await mailbox.rows(
      `DELETE FROM mail_message_address WHERE message_id IN (SELECT id FROM mail_message WHERE subject IN ('Letter 3', 'Letter 4'))`,
    );
    expect((await reconcile('?repair=true')).indexCount).toBe(2);
    expect(await found('%22letter%203%22')).toBe(1);
    expect(await mailbox.rows('SELECT 1 FROM mail_message_address')).toHaveLength(50);
    expect(mailbox.server.fetched).toHaveLength(25);
  });

  it('removes what the server no longer has and sets flags, when somebody asks', async () => {
    await mailbox.rows(`UPDATE mail_message SET is_read = TRUE WHERE subject = 'Letter 5'`);
    const [row] = await mailbox.rows<{ remote_id: string }>(`SELECT remote_id FROM mail_message WHERE subject = 'Letter 6'`);
    mailbox.server.folder('inbox').items.delete(row?.remote_id ?? '');
    const { inbox } = await reconcile();
    expect(inbox).toMatchObject({
      ...{ serverCount: 24, importedCount: 25, surplusCount: 1, readFlagCount: 1, missingCount: 0 },
      surplus: [{ subject: 'Letter 6' }],
      readFlagDiffers: [{ subject: 'Letter 5' }],
    });
    await reconcile('?repair=true');
    expect(await mailbox.messages()).toEqual(everything.filter((line) => line !== 'Inbox: Letter 6').sort());
    expect(await mailbox.rows(`SELECT 1 FROM mail_message WHERE is_read`)).toEqual([]);
  });

  it('comes by itself at night: brings back what is missing, and removes nothing', async () => {
    await removeTen();
    const [row] = await mailbox.rows<{ remote_id: string }>(`SELECT remote_id FROM mail_message WHERE subject = 'Letter 2'`);
    mailbox.server.folder('inbox').items.delete(row?.remote_id ?? '');
    const tomorrow = new Date(Date.now() + 24 * 60 * 60_000);
    await mailbox.app.app.get(NightlyReconciliation, { strict: false }).run(tomorrow, new AbortController().signal);
    await mailbox.until(async () => JSON.stringify((await status())['lastReconciliation']).includes('"repair":"partly"'));
    expect(await mailbox.messages()).toEqual([...everything].sort());
    expect((await status())['lastReconciliation']).toMatchObject({ trigger: 'nightly', missingCount: 10, surplusCount: 1 });
  });

  it('says of a paused account that it cannot be mended, but still compares it', async () => {
    await mailbox.app.call('anna', 'POST', `/accounts/${mailbox.accountId}/pause`);
    await removeTen();
    expect((await reconcile()).missingCount).toBe(10);
    const { status: answer, body } = await mailbox.app.call('anna', 'POST', `/accounts/${mailbox.accountId}/reconcile?repair=true`);
    expect([answer, body['code']]).toEqual([409, 'account-paused']);
  });
});
