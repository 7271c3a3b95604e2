import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { EventReader } from '../testing/event-reader';

describe('the event stream', () => {
  let mailbox: ConnectedMailbox;
  const readers: EventReader[] = [];
  const open = (lastEventId?: string, user: 'anna' | 'ben' = 'anna'): EventReader => {
    const reader = new EventReader(mailbox.app.url('/events'), {
      'x-user': user,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    });
    readers.push(reader);
    return reader;
  };
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', mail('Old')));
    await mailbox.untilLive();
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await mailbox.close();
  });

  it('begins with where each account stands, and tells of new mail as it comes', async () => {
    const stream = open();
    expect((await stream.next('account.status')).data).toMatchObject({ accountId: mailbox.accountId, phase: 'live', lastError: null });
    expect((await stream.next('sync.progress')).data).toMatchObject({ status: { importedCount: 1 } });
    mailbox.server.deliver('inbox', mail('New'));
    expect((await stream.next('email.received')).data).toMatchObject({ email: { subject: 'New', contactIds: [] } });
    expect((await stream.next('sync.progress')).data).toMatchObject({ status: { importedCount: 2 } });
  });

  it('resumes after the last event that the browser had, without a gap', async () => {
    const first = open();
    await first.next('sync.progress');
    mailbox.server.deliver('inbox', mail('Seen'));
    const seen = await first.next('email.received');
    first.close();
    const missed = ['Missed 1', 'Missed 2', 'Missed 3'];
    for (const subject of missed) mailbox.server.deliver('inbox', mail(subject));
    await mailbox.untilMessages('Inbox: Old', 'Inbox: Seen', ...missed.map((subject) => `Inbox: ${subject}`));
    const second = open(seen.id);
    const subjects = new Set<unknown>();
    while (subjects.size < 3) subjects.add(((await second.next('email.received')).data['email'] as { subject: string }).subject);
    expect([...subjects].sort()).toEqual(missed);
  });

  it('tells nobody of other people’s mail', async () => {
    const stream = open('0', 'ben');
    const own = open('0');
    mailbox.server.deliver('inbox', mail('Private'));
    await own.next('email.received');
    stream.close();
    expect(await stream.rest()).toEqual([]);
  });
});
