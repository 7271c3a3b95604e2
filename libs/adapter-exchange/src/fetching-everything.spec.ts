import { type RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { changesSince, fetchAll, folderAt, idOf, sampleMessage } from '@mailroom/mail-adapter/testing';
import { exchangeAdapter } from './index';
import { control, mailboxOf, openNetwork } from './testing/simulator';

const mail = [
  'IPM.Note',
  'IPM.Note.SMIME',
  'IPM.Note.Microsoft.Voicemail.UM.CA',
  'IPM.Note.Rules.OofTemplate.Microsoft',
  'IPM.Post.RSS',
  'IPM.Schedule.Meeting.Request',
  'IPM.Schedule.Meeting.Canceled',
  'IPM.Schedule.Meeting.Resp.Tent',
  'IPM.Schedule.Meeting.Notification.Forward',
  'IPM.TaskRequest.Accept',
  'REPORT.IPM.Note.NDR',
  'REPORT.IPM.Note.IPNRN',
  'IPM.Recall.Report',
  'IPM.Sharing',
  'IPM.Task',
  'IPM.StickyNote',
  'IPM.Activity',
  'IPM.DistList',
  'IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}',
  'IPM.Made.Up.By.Somebody',
  'Not even IPM',
];
/** Exchange has no mail for these, but a vCard or a calendar object. */
const other = ['IPM.Contact', 'IPM.Appointment'];

describe('fetching everything', () => {
  const adapter = exchangeAdapter()(openNetwork);
  let simulator: RunningSimulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());
  afterAll(() => adapter.close());

  it('brings items of every class that a mail folder holds, or says why not, and stalls at none', async () => {
    const address = 'anna@example.com';
    const calendar = '--b\r\nContent-Type: text/calendar; method=PUBLISH\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b--';
    for (const itemClass of [...mail, ...other]) {
      const mime = sampleMessage(itemClass, { body: calendar })
        .toString()
        .replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b');
      simulator.deliver(address, 'Inbox', mime, { itemClass });
    }
    const session = adapter.open(mailboxOf(simulator, address));
    const { all, refs } = await changesSince(session, await folderAt(session, 'Inbox'), null);
    expect(all.map((change) => change.kind === 'upsert' && change.itemClass).sort()).toEqual([...mail, ...other].sort());
    const { messages, failures } = await fetchAll(session, refs);
    expect(messages.map(({ raw }) => idOf(raw)).sort()).toEqual([...mail].sort());
    expect(failures.map(({ error }) => [error.code, other.find((itemClass) => error.message.includes(itemClass))])).toEqual(
      expect.arrayContaining(other.map((itemClass) => ['item-unreadable', itemClass])),
    );
    expect(failures).toHaveLength(other.length);
  });

  it.each(['drop-connection', 'half-response', 'garbage-xml'])('brings every message once in spite of %s', async (kind) => {
    const target = mailboxOf(simulator, `${kind}@example.com`);
    simulator.generate(target.mailboxAddress, { folder: 'Inbox', count: 60, bytes: 2_000, seed: 1 });
    const session = adapter.open(target);
    const { refs } = await changesSince(session, await folderAt(session, 'Inbox'), null);
    await control(simulator, 'POST', '/faults', { operation: 'GetItem', kind, count: 2, afterItems: 3, mailbox: target.mailboxAddress });
    const { messages, failures } = await fetchAll(session, refs);
    expect(failures).toEqual([]);
    expect(messages.map(({ ref }) => ref.remoteId).sort()).toEqual(refs.map((ref) => ref.remoteId).sort());
    expect(simulator.stats().faultsGiven).toBeGreaterThan(0);
    await session.close();
  });
});
