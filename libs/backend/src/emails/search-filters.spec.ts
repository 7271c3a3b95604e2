import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { MessageRepository } from './message-repository';

const file = { 'Content-Type': 'text/plain', 'Content-Disposition': 'attachment; filename="a.txt"' };

describe.each([
  ['few', {}],
  ['many', { fewMatches: 0, lookedAtOnce: 2 }],
  ['too many', { fewMatches: 0, mostMatches: 0 }],
])('searching, where %s messages match', (_, bounds) => {
  let mailbox: ConnectedMailbox;
  beforeAll(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      const day = (date: number, isRead = false) => ({ receivedAt: new Date(Date.UTC(2026, 0, date, 12)), isRead });
      server.deliver('inbox', mail('Offer', { From: 'Jürgen Müller <j.mueller@kunde.example>' }), day(10));
      server.deliver('inbox', mail('Invoice', { From: 'Clara <clara@kunde.example>', ...file }), day(11, true));
      server.deliver('inbox', mail('About Müller', { From: 'Ben <ben@example.com>', To: 'Dora <dora@kunde.example>' }), day(12));
      server.deliver('sent', mail('Answer', { From: 'Anna <anna@example.com>', To: 'clara@kunde.example' }), day(13, true));
    });
    await mailbox.untilLive();
    Object.assign(mailbox.app.app.get(MessageRepository, { strict: false }), bounds);
  });
  afterAll(() => mailbox.close());

  const found = async (query: Record<string, string>): Promise<string[]> => {
    const { status, body } = await mailbox.app.call('anna', 'GET', `/emails?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(200);
    return (body['items'] as { subject: string }[]).map(({ subject }) => subject);
  };

  it.each([
    ['from:müller', ['Offer']],
    ['from:MULLER', ['Offer']],
    ['from:kunde.example', ['Invoice', 'Offer']],
    ['from:"Clara"', ['Invoice']],
    ['from:clara from:ben', []],
    ['müller', ['About Müller', 'Offer']],
    ['to:dora', ['About Müller']],
    ['to:clara', ['Answer']],
    ['before:2026-01-11', ['Offer']],
    ['after:2026-01-11 before:2026-01-13', ['About Müller', 'Invoice']],
    ['has:attachment', ['Invoice']],
    ['is:unread', ['About Müller', 'Offer']],
    ['in:sent', ['Answer']],
    ['in:"sent items" from:anna', ['Answer']],
    ['in:nowhere', []],
    ['from:kunde.example has:attachment invo', ['Invoice']],
    ['!!!', []],
    [`"unfinished from:" ( * OR NOT '; DROP TABLE mail_message --`, []],
  ])('%j finds %j', async (q, subjects) => {
    expect(await found({ q })).toEqual(subjects);
  });

  it('takes the same filters as parameters, together with what is typed', async () => {
    expect(await found({ from: 'kunde.example' })).toEqual(['Invoice', 'Offer']);
    expect(await found({ hasAttachment: 'false', after: '2026-01-11' })).toEqual(['Answer', 'About Müller']);
    expect(await found({ before: '2026-01-11T13:00:00+01:00', q: 'before:2026-01-20' })).toEqual(['Offer']);
    expect(await found({ q: 'in:inbox', hasAttachment: 'true' })).toEqual(['Invoice']);
    const [{ id } = { id: '' }] = await mailbox.rows<{ id: string }>(`SELECT id FROM mail_folder WHERE role = 'sent'`);
    expect(await found({ folderId: id, q: 'in:inbox' })).toEqual([]);
    expect(await found({ folderId: id, from: 'anna' })).toEqual(['Answer']);
  });
});
