import { MailError } from '@mailroom/mail-adapter';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';

describe('a mailbox in which nothing happens', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', mail('First')));
    await mailbox.untilLive();
    await mailbox.server.untilEmpty();
  });
  afterEach(() => mailbox.close());
  const phase = async (): Promise<unknown> => (await mailbox.rows('SELECT phase FROM mail_account'))[0];

  it('keeps nothing open, and is woken by new mail, again and again', async () => {
    for (const subject of ['Second', 'Third']) {
      mailbox.server.deliver('inbox', mail(subject));
      await mailbox.until(async () => (await mailbox.messages()).includes(`Inbox: ${subject}`));
      await mailbox.server.untilEmpty();
    }
    expect(await phase()).toEqual({ phase: 'live' });
  });

  it('asks only the folder that was heard of, and stays asleep for what holds no mail', async () => {
    const asked = jest.spyOn(mailbox.server, 'messagePage');
    mailbox.server.notify('calendar');
    mailbox.server.deliver('sent', mail('Second'));
    await mailbox.untilMessages('Inbox: First', 'Sent Items: Second');
    await mailbox.server.untilEmpty();
    expect(new Set(asked.mock.calls.map(([folder]) => folder))).toEqual(new Set(['sent']));
  });

  it('is woken by what is to be sent', async () => {
    const email = { accountId: mailbox.accountId, to: ['ben@example.com'], subject: 'Now', text: 'Hello' };
    await mailbox.app.call('anna', 'POST', '/emails', email, { 'idempotency-key': 'key' });
    await mailbox.untilMessages('Inbox: First', 'Sent Items: Now');
    await mailbox.server.untilEmpty();
  });

  it('imports a folder that is new', async () => {
    mailbox.server.addFolder('plans', 'Plans');
    mailbox.server.deliver('plans', mail('A plan'));
    await mailbox.untilMessages('Inbox: First', 'Plans: A plan');
    await mailbox.server.untilEmpty();
    expect(await phase()).toEqual({ phase: 'live' });
  });

  it('is awake while an error passes', async () => {
    mailbox.server.fail('changes', new MailError('unavailable'), new MailError('unavailable'));
    mailbox.server.deliver('inbox', mail('Second'));
    await mailbox.untilMessages('Inbox: First', 'Inbox: Second');
    await mailbox.until(async () => (await mailbox.rows('SELECT 1 FROM mail_account WHERE error_code IS NULL')).length === 1);
  });

  it('stops while it is asleep, and gives its lease back', async () => {
    await mailbox.kill();
    expect(await mailbox.rows('SELECT lease_owner FROM mail_account')).toEqual([{ lease_owner: null }]);
  });
});
