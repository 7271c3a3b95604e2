import { MailError } from '@mailroom/mail-adapter';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';

const longAgo = new Date('2020-01-01');

describe('new mail in a folder that is being backfilled', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      for (let index = 10; index < 40; index++) server.deliver('inbox', mail(`Old ${index}`), { receivedAt: longAgo });
      // The backfill gets nowhere for now.
      server.failAlways('changes', new MailError('unavailable'));
    });
    await mailbox.until(async () => (await phase()) === 'backfilling');
  });
  afterEach(() => mailbox.close());

  const old = Array.from({ length: 30 }, (_, index) => `Inbox: Old ${index + 10}`);
  const phase = async (): Promise<string | undefined> =>
    (await mailbox.rows<{ phase: string }>('SELECT phase FROM mail_account'))[0]?.phase;
  const events = (type: string) => mailbox.rows<{ payload: string }>(`SELECT payload FROM mail_outbox_event WHERE type = '${type}'`);
  const early = async (): Promise<number> => (await mailbox.rows('SELECT 1 FROM mail_early_message')).length;

  it('is there at once, and announced; the backfill neither fetches nor doubles it', async () => {
    const id = mailbox.server.deliver('inbox', mail('New'));
    await mailbox.untilMessages('Inbox: New');
    expect(await phase()).toBe('backfilling');
    expect(await events('email.received')).toHaveLength(1);
    mailbox.server.heal('changes');
    await mailbox.untilMessages('Inbox: New', ...old);
    await mailbox.untilLive();
    expect(mailbox.server.fetched.filter((fetched) => fetched === id)).toHaveLength(1);
    expect(await events('email.received')).toHaveLength(1);
    expect(await early()).toBe(0);
    expect(await mailbox.rows("SELECT message_count FROM mail_folder WHERE role = 'inbox'")).toEqual([{ message_count: 31 }]);
  });

  it('is announced also if it came in the second of connecting, which is all that Exchange says', async () => {
    const [account] = await mailbox.rows<{ created_at: number }>('SELECT created_at FROM mail_account');
    const second = Math.floor(Number(account?.created_at) / 1_000) * 1_000;
    mailbox.server.deliver('inbox', mail('A second before'), { receivedAt: new Date(second - 1_000) });
    mailbox.server.deliver('inbox', mail('In that second'), { receivedAt: new Date(second) });
    await mailbox.untilMessages('Inbox: A second before', 'Inbox: In that second');
    expect(await events('email.received')).toHaveLength(1);
  });

  it('leaves when it is deleted before the backfill ends, of which no cursor tells', async () => {
    const id = mailbox.server.deliver('inbox', mail('Short-lived'));
    await mailbox.untilMessages('Inbox: Short-lived');
    mailbox.server.remove(id, 'inbox');
    mailbox.server.heal('changes');
    await mailbox.untilMessages(...old);
    expect(await early()).toBe(0);
  });

  it('is not mistaken for a folder that must be compared from the start', async () => {
    mailbox.server.deliver('inbox', mail('New'));
    await mailbox.untilMessages('Inbox: New');
    mailbox.server.pageSize = 5;
    mailbox.server.heal('changes');
    // A comparison would store its cursor at the very end.
    await mailbox.until(
      async () => (await mailbox.rows("SELECT 1 FROM mail_folder WHERE role = 'inbox' AND sync_cursor LIKE 'list:%'")).length > 0,
    );
    await mailbox.untilMessages('Inbox: New', ...old);
  });
});

describe('a message that the server says is not there', () => {
  it('is in the ledger until it can be had, and then comes as it is marked by then', async () => {
    const mailbox = await ConnectedMailbox.start();
    try {
      await mailbox.untilLive();
      const raw = mail('Denied');
      const id = mailbox.server.deliver('inbox', raw, { quietly: true });
      mailbox.server.hidden.add(id);
      mailbox.server.notify('inbox');
      await mailbox.until(async () => (await mailbox.rows("SELECT 1 FROM mail_skipped WHERE reason = 'item-not-found'")).length === 1);
      mailbox.server.markRead(id, 'inbox', true);
      await mailbox.until(async () => (await mailbox.rows('SELECT 1 FROM mail_skipped WHERE is_read')).length === 1);
      mailbox.server.hidden.delete(id);
      await mailbox.app.call('anna', 'POST', `/accounts/${mailbox.accountId}/sync`);
      await mailbox.untilMessages('Inbox: Denied');
      expect(await mailbox.rows('SELECT 1 FROM mail_message WHERE is_read')).toHaveLength(1);
      expect(await mailbox.rows('SELECT 1 FROM mail_skipped')).toEqual([]);
    } finally {
      await mailbox.close();
    }
  });
});
