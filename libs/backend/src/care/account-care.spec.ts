import { randomUUID } from 'node:crypto';
import type { AuditEntry, Reconciliation } from '@mailroom/contract';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import type { UserName } from '../testing/test-app';

describe('an administrator’s care for somebody’s account', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      server.deliver('inbox', mail('A letter to Anna'));
    });
    await mailbox.untilLive();
  });
  afterEach(() => mailbox.close());

  const care = (user: UserName, what: string, id = mailbox.accountId) => mailbox.app.call(user, 'POST', `/email-health/${id}/${what}`);
  const phase = async () => (await mailbox.app.call('anna', 'GET', `/accounts/${mailbox.accountId}/sync-status`)).body['phase'];

  it('pauses it and resumes it, which the audit log tells', async () => {
    expect((await care('admin', 'pause')).status).toBe(204);
    expect(await phase()).toBe('paused');
    expect((await care('admin', 'resume')).status).toBe(204);
    await mailbox.untilLive();
    const { body } = await mailbox.app.call('admin', 'GET', '/audit?subjectType=account');
    expect((body['items'] as AuditEntry[]).slice(0, 2).map(({ action }) => action)).toEqual(['account.resumed', 'account.paused']);
  });

  it('compares it with its server, and tells figures alone', async () => {
    await mailbox.rows(`DELETE FROM mail_message_address`);
    await mailbox.rows(`DELETE FROM mail_message`);
    const { body } = await care('admin', 'reconcile');
    const found = body as unknown as Reconciliation;
    expect(found.missingCount).toBe(1);
    expect(found.folders.find(({ path }) => path === 'Inbox')).toMatchObject({ serverCount: 1, missingCount: 1, missing: [] });
  });

  it('is for accounts that there are', async () => {
    expect((await care('admin', 'pause', randomUUID())).status).toBe(404);
  });
});
