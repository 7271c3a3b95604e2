import { MailError } from '@mailroom/mail-adapter';
import { SYNC_SETTINGS, type SyncSettings } from '../../sync/sync-settings';
import { ConnectedMailbox, mail } from '../../testing/connected-mailbox';
import { Synchroniser } from '../../sync/synchroniser';

describe('an email that is marked in the CRM', () => {
  let mailbox: ConnectedMailbox;
  let remoteId: string;
  let id: string;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => (remoteId = server.deliver('inbox', mail('Marked'))));
    await mailbox.untilMessages('Inbox: Marked');
    await mailbox.untilLive();
    id = String((await mailbox.rows<{ id: string }>('SELECT id FROM mail_message'))[0]?.id);
  });
  afterEach(() => mailbox.close());

  const mark = (isRead: boolean) => mailbox.app.call('anna', 'PATCH', `/emails/${id}`, { isRead });
  const isReadHere = async (): Promise<unknown> => (await mailbox.app.call('anna', 'GET', `/emails/${id}`)).body['isRead'];
  const waiting = async (): Promise<number> => (await mailbox.rows('SELECT 1 FROM mail_read_wish')).length;
  const attempts = async () => Number((await mailbox.rows<{ attempts: unknown }>('SELECT attempts FROM mail_read_wish'))[0]?.attempts);
  const wake = (): void => mailbox.app.app.get(Synchroniser, { strict: false }).wake(mailbox.accountId);

  it('is marked on the server though the process died before it could say so', async () => {
    mailbox.server.failAlways('setRead', new MailError('unavailable'));
    expect(await mark(true)).toMatchObject({ status: 200, body: { isRead: true } });
    await mailbox.kill();
    expect(mailbox.server.isRead(remoteId)).toBe(false);
    mailbox.server.heal('setRead');
    wake();
    await mailbox.until(async () => mailbox.server.isRead(remoteId) === true && (await waiting()) === 0);
    expect(await isReadHere()).toBe(true);
    expect(await mailbox.rows("SELECT unread_count FROM mail_folder WHERE role = 'inbox'")).toEqual([{ unread_count: 0 }]);
  });

  it('keeps its mark while the server has not heard of it, whatever the sync says', async () => {
    const settings = mailbox.app.app.get<SyncSettings>(SYNC_SETTINGS, { strict: false });
    Object.assign(settings, { retryMs: 60_000, longestRetryMs: 60_000 });
    mailbox.server.failAlways('setRead', new MailError('unavailable'));
    await mark(true);
    while ((await attempts()) < 1) expect(await isReadHere()).toBe(true);
    mailbox.server.replace(remoteId, 'inbox', mail('Marked anew'));
    await mailbox.untilMessages('Inbox: Marked anew');
    expect(await isReadHere()).toBe(true);
    mailbox.server.heal('setRead');
    await mailbox.rows('UPDATE mail_read_wish SET next_attempt_at = 0');
    mailbox.runners.sendNow(mailbox.accountId);
    await mailbox.until(async () => mailbox.server.isRead(remoteId) === true && (await waiting()) === 0);
    expect(await isReadHere()).toBe(true);
  });

  it('is marked under its new id when it moves before the server has heard of it', async () => {
    mailbox.server.failAlways('setRead', new MailError('unavailable'));
    await mark(true);
    mailbox.server.addFolder('archive', 'Archive');
    const moved = mailbox.server.move(remoteId, 'inbox', 'archive');
    mailbox.server.heal('setRead');
    mailbox.server.notify('inbox');
    mailbox.server.notify('archive');
    await mailbox.untilMessages('Archive: Marked');
    await mailbox.until(async () => mailbox.server.isRead(moved) === true && (await waiting()) === 0);
    expect(await isReadHere()).toBe(true);
  });

  it('keeps its mark while the account waits for somebody to mend it', async () => {
    mailbox.server.failAlways('setRead', new MailError('authentication-failed'));
    await mark(true);
    while ((await attempts()) < 6) expect(await isReadHere()).toBe(true);
    mailbox.server.heal('setRead');
    await mailbox.until(async () => mailbox.server.isRead(remoteId) === true && (await waiting()) === 0);
    expect(await isReadHere()).toBe(true);
  });

  it('goes back to how the server has it when the server refuses', async () => {
    mailbox.server.failAlways('setRead', new MailError('authorization-denied'));
    await mark(true);
    await mailbox.until(async () => (await isReadHere()) === false);
    expect(await waiting()).toBe(0);
    expect(await mailbox.rows("SELECT unread_count FROM mail_folder WHERE role = 'inbox'")).toEqual([{ unread_count: 1 }]);
  });
});
