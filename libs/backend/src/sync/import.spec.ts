import { MailError } from '@mailroom/mail-adapter';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import type { MemoryMailServer } from '../testing/memory-mail-server';
import { BackfillTurns } from './backfill-turns';
import { Synchroniser } from './synchroniser';

describe('a connected mailbox', () => {
  let mailbox: ConnectedMailbox;
  const start = async (prepare: (server: MemoryMailServer) => void): Promise<void> => {
    mailbox = await ConnectedMailbox.start(prepare);
    await mailbox.untilLive();
  };
  const inbox = async (): Promise<Record<string, unknown> | undefined> =>
    (await mailbox.rows(`SELECT message_count, unread_count, skipped_count FROM mail_folder WHERE role = 'inbox'`))[0];
  afterEach(() => mailbox.close());

  it('is imported whole but for junk, drafts and what is thrown away', async () => {
    await start((server) => {
      server.addFolder('projects', 'Projects', { parent: 'inbox' });
      server.addFolder('trash', 'Deleted', { role: 'trash' });
      server.addFolder('old', 'Old projects', { parent: 'trash' });
      for (let i = 10; i < 35; i++) server.deliver('inbox', mail(`Message ${i}`), { isRead: i % 2 === 0 });
      server.deliver('projects', mail('Plan'));
      server.deliver('old', mail('Thrown away'));
    });
    const expected = Array.from({ length: 25 }, (_, index) => `Inbox: Message ${index + 10}`);
    expect((await mailbox.messages()).toSorted()).toEqual(['Inbox/Projects: Plan', ...expected]);
    expect(await inbox()).toEqual({ message_count: 25, unread_count: 12, skipped_count: 0 });
    expect(mailbox.server.fetched).toHaveLength(26);
  });

  it('takes one turn of its server’s for a page, and none to learn that there are no more', async () => {
    const takes = jest.spyOn(BackfillTurns.prototype, 'take');
    await start((server) => {
      for (let i = 10; i < 35; i++) server.deliver('inbox', mail(`Message ${i}`));
    });
    const folders = await mailbox.rows('SELECT 1 FROM mail_folder WHERE backfilled_at IS NOT NULL');
    // Ten messages a page: the inbox has two more pages than each other folder.
    expect(takes).toHaveBeenCalledTimes(folders.length + 2);
    takes.mockRestore();
  });

  it('shows new mail, read flags and removals as they happen', async () => {
    await start((server) => server.deliver('inbox', mail('First')));
    const remoteId = mailbox.server.deliver('inbox', mail('Second'));
    await mailbox.untilMessages('Inbox: First', 'Inbox: Second');
    mailbox.server.markRead(remoteId, 'inbox', true);
    await mailbox.until(async () => (await inbox())?.['unread_count'] === 1);
    mailbox.server.remove(remoteId, 'inbox');
    await mailbox.untilMessages('Inbox: First');
    expect(await inbox()).toEqual({ message_count: 1, unread_count: 1, skipped_count: 0 });
  });

  it.each([
    ['the folder it left', ['inbox', 'archive']],
    ['the folder it came to', ['archive', 'inbox']],
  ])('keeps a moved message’s identity when %s is heard of first', async (_, order) => {
    let remoteId = '';
    await start((server) => {
      server.addFolder('archive', 'Archive', { role: 'archive' });
      remoteId = server.deliver('inbox', mail('Wandering'));
    });
    const [before] = await mailbox.rows('SELECT id, thread_id FROM mail_message');
    mailbox.server.move(remoteId, 'inbox', 'archive');
    for (const folder of order) {
      mailbox.server.notify(folder);
      const [{ path } = { path: '' }] = await mailbox.rows<{ path: string }>(`SELECT path FROM mail_folder WHERE remote_id = '${folder}'`);
      const settled = path === 'Archive' ? 'Archive: Wandering' : 'Inbox: Wandering';
      await mailbox.until(async () => (await mailbox.messages()).includes(settled) === (path === 'Archive'));
    }
    await mailbox.untilMessages('Archive: Wandering');
    expect(await mailbox.rows('SELECT id, thread_id FROM mail_message')).toEqual([before]);
    expect(await mailbox.rows('SELECT 1 FROM mail_departure')).toEqual([]);
    expect(await inbox()).toMatchObject({ message_count: 0, unread_count: 0 });
  });

  it.each([
    ['within a day, keeps its identity', 23, true],
    ['later, is a new one', 25, false],
  ])('an email that is taken back from the bin %s', async (_, hours, isSame) => {
    let remoteId = '';
    await start((server) => {
      server.addFolder('bin', 'Deleted Items', { role: 'trash' });
      remoteId = server.deliver('inbox', mail('Thrown away'));
    });
    const before = await mailbox.rows('SELECT id FROM mail_message');
    const thrown = mailbox.server.move(remoteId, 'inbox', 'bin');
    mailbox.server.notify('inbox');
    await mailbox.untilMessages();
    await mailbox.rows(`UPDATE mail_departure SET departed_at = departed_at - ${hours * 60 * 60_000}`);
    await mailbox.kill();
    mailbox.app.app.get(Synchroniser, { strict: false }).wake(mailbox.accountId);
    await mailbox.until(async () => (await mailbox.rows('SELECT 1 FROM mail_message')).length === (isSame ? 1 : 0));
    mailbox.server.move(thrown, 'bin', 'inbox');
    mailbox.server.notify('inbox');
    await mailbox.untilMessages('Inbox: Thrown away');
    expect((await mailbox.rows('SELECT id FROM mail_message')).length).toBe(1);
    expect(JSON.stringify(await mailbox.rows('SELECT id FROM mail_message')) === JSON.stringify(before)).toBe(isSame);
  });

  it('lists what the server cannot give, and imports it when it can', async () => {
    let remoteId = '';
    await start((server) => {
      remoteId = server.deliver('inbox', 'unreadable');
      server.deliver('inbox', mail('Fine'));
    });
    expect(await mailbox.rows('SELECT reason FROM mail_skipped')).toEqual([{ reason: 'item-unreadable' }]);
    expect(await inbox()).toMatchObject({ message_count: 1, skipped_count: 1 });
    mailbox.server.replace(remoteId, 'inbox', mail('Mended'));
    await mailbox.untilMessages('Inbox: Fine', 'Inbox: Mended');
    expect(await mailbox.rows('SELECT reason FROM mail_skipped')).toEqual([]);
    expect(await inbox()).toMatchObject({ message_count: 2, skipped_count: 0 });
  });

  it('compares a folder anew when the server forgot its cursor, without downloading anything again', async () => {
    let removed = '';
    await start((server) => {
      for (let i = 10; i < 35; i++) server.deliver('inbox', mail(`Message ${i}`));
      removed = server.deliver('inbox', mail('To be removed'));
    });
    const downloaded = mailbox.server.fetched.length;
    mailbox.server.generation += 1;
    mailbox.server.remove(removed, 'inbox');
    mailbox.server.deliver('inbox', mail('New meanwhile'));
    const expected = Array.from({ length: 25 }, (_, index) => `Inbox: Message ${index + 10}`);
    await mailbox.untilMessages(...expected, 'Inbox: New meanwhile');
    expect(mailbox.server.fetched.slice(downloaded)).toHaveLength(1);
  });

  it('does not keep what vanished while a folder was compared, and had to be asked for again', async () => {
    let vanishing = '';
    await start((server) => {
      server.deliver('inbox', mail('Stays'));
      vanishing = server.deliver('inbox', mail('Vanishes'));
    });
    mailbox.server.generation += 1;
    mailbox.server.failAlways('fetch', new MailError('connection-lost'));
    mailbox.server.deliver('inbox', mail('New meanwhile'));
    await mailbox.until(async () => (await mailbox.rows(`SELECT 1 FROM mail_account WHERE error_code = 'connection-lost'`)).length === 1);
    mailbox.server.folder('inbox').remove(vanishing, 0);
    mailbox.server.heal('fetch');
    await mailbox.untilMessages('Inbox: New meanwhile', 'Inbox: Stays');
    expect(await inbox()).toMatchObject({ message_count: 2 });
  });

  it('keeps its emails’ ids when the server gives its messages others, as after a restore', async () => {
    const ids = new Map<string, string>();
    await start((server) => {
      for (const subject of ['one', 'two']) ids.set(subject, server.deliver('inbox', mail(subject)));
    });
    const emails = () => mailbox.rows<{ id: string; subject: string }>('SELECT id, subject FROM mail_message WHERE departed_at IS NULL');
    const before = await emails();
    mailbox.server.generation += 1;
    for (const [subject, remoteId] of ids) {
      mailbox.server.deliver('inbox', mail(subject), { quietly: true });
      mailbox.server.folder('inbox').remove(remoteId, 0);
    }
    mailbox.server.deliver('inbox', mail('three'));
    await mailbox.untilMessages('Inbox: one', 'Inbox: two', 'Inbox: three');
    expect(await emails()).toEqual(expect.arrayContaining(before));
    expect(await inbox()).toMatchObject({ message_count: 3 });
  });

  it('waits out errors that pass, and shows them until they have', async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      server.deliver('inbox', mail('Patience'));
      // Often enough for a reader of a database server to see it.
      const lost = Array.from({ length: 40 }, () => new MailError('connection-lost'));
      server.fail('fetch', new MailError('throttled'), ...lost);
    });
    await mailbox.until(async () => (await mailbox.rows(`SELECT 1 FROM mail_account WHERE error_code = 'connection-lost'`)).length === 1);
    await mailbox.untilMessages('Inbox: Patience');
    await mailbox.until(async () => (await mailbox.rows(`SELECT 1 FROM mail_account WHERE error_code IS NULL`)).length === 1);
  });

  it('stops for a person when it must, and goes on when it is woken', async () => {
    await start(() => undefined);
    mailbox.server.fail('changes', new MailError('authentication-failed'));
    mailbox.server.deliver('inbox', mail('Later'));
    await mailbox.until(async () => (await mailbox.rows(`SELECT 1 FROM mail_account WHERE phase = 'needs-attention'`)).length === 1);
    expect(await mailbox.rows('SELECT error_code, lease_owner FROM mail_account')).toMatchObject([{ error_code: 'authentication-failed' }]);
    await mailbox.app.call('anna', 'POST', `/accounts/${mailbox.accountId}/reconnect`);
    await mailbox.untilMessages('Inbox: Later');
  });

  it('follows folders that are renamed, moved, thrown away and deleted', async () => {
    await start((server) => {
      server.addFolder('trash', 'Deleted', { role: 'trash' });
      server.addFolder('a', 'A');
      server.addFolder('b', 'B', { parent: 'a' });
      server.deliver('b', mail('Deep'));
      server.deliver('a', mail('Flat'));
    });
    mailbox.server.changeFolder('a', { name: 'Renamed', parent: 'inbox' });
    await mailbox.untilMessages('Inbox/Renamed: Flat', 'Inbox/Renamed/B: Deep');
    const ids = () => mailbox.rows('SELECT id FROM mail_message WHERE departed_at IS NULL ORDER BY id');
    const before = await ids();
    mailbox.server.changeFolder('b', { parent: 'trash' });
    await mailbox.untilMessages('Inbox/Renamed: Flat');
    mailbox.server.changeFolder('b', { parent: 'a' });
    await mailbox.untilMessages('Inbox/Renamed: Flat', 'Inbox/Renamed/B: Deep');
    expect(await ids()).toEqual(before);
    mailbox.server.removeFolder('b');
    mailbox.server.removeFolder('a');
    await mailbox.untilMessages();
  });

  it('tells of mail that came to a folder while it was in the bin, and not again of what it held before', async () => {
    await start((server) => {
      server.addFolder('a', 'A');
      server.addFolder('trash', 'Deleted', { role: 'trash' });
      server.deliver('a', mail('Before'));
    });
    mailbox.server.deliver('a', mail('Known'));
    await mailbox.untilMessages('A: Before', 'A: Known');
    mailbox.server.changeFolder('a', { parent: 'trash' });
    await mailbox.untilMessages();
    mailbox.server.deliver('a', mail('Meanwhile'));
    mailbox.server.changeFolder('a', { parent: null });
    await mailbox.untilMessages('A: Before', 'A: Known', 'A: Meanwhile');
    const told = await mailbox.rows<{ payload: string }>(
      `SELECT payload FROM mail_outbox_event WHERE type = 'email.received' ORDER BY seq`,
    );
    expect(told.map(({ payload }) => /Before|Known|Meanwhile/.exec(payload)?.[0])).toEqual(['Known', 'Meanwhile']);
  });

  it('forgets a folder’s messages when its import is switched off, and imports them when it is switched on', async () => {
    await start((server) => server.deliver('inbox', mail('Private')));
    const path = `/accounts/${mailbox.accountId}/folders`;
    const [{ id } = { id: '' }] = await mailbox.rows<{ id: string }>(`SELECT id FROM mail_folder WHERE role = 'inbox'`);
    expect(await mailbox.app.call('anna', 'PUT', path, { items: [{ id, selected: false }] })).toMatchObject({ status: 200 });
    expect(await mailbox.messages()).toEqual([]);
    expect(await mailbox.rows('SELECT 1 FROM mail_message_address')).toEqual([]);
    await mailbox.app.call('anna', 'PUT', path, { items: [{ id, selected: true }] });
    await mailbox.untilMessages('Inbox: Private');
  });

  it('is written by nobody who has lost it', async () => {
    await start(() => undefined);
    await mailbox.rows('UPDATE mail_account SET lease_token = lease_token + 1');
    mailbox.server.deliver('inbox', mail('Too late'));
    await mailbox.untilStopped();
    expect(await mailbox.messages()).toEqual([]);
    expect(await mailbox.rows('SELECT * FROM mail_outbox_event')).toEqual([]);
  });
});
