import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, changeKinds, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';

const event = (method: string, answer = 'NEEDS-ACTION'): string =>
  [
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    'UID:meeting-1',
    'DTSTAMP:20260105T090000Z',
    'DTSTART:20260107T140000Z',
    'DTEND:20260107T150000Z',
    'LOCATION:Room 1\\, first floor',
    'ORGANIZER;CN="Bob: the builder":mailto:bob@example.test',
    `ATTENDEE;CN=Alice;PARTSTAT=${answer};RO`,
    ' LE=REQ-PARTICIPANT:mailto:alice@example.test',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

const invitation = (method: string, answer?: string): string =>
  plainMessage(
    'Planning',
    ['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="b"'],
    `--b\r\n\r\nSee you\r\n--b\r\nContent-Type: text/calendar; charset=utf-8; method=${method}\r\n\r\n${event(method, answer)}\r\n--b--`,
  );

const report = (type: string, part: string): string =>
  plainMessage(
    'Report',
    [`Content-Type: multipart/report; report-type=${type}; boundary="b"`],
    `--b\r\n\r\nReport\r\n--b\r\nContent-Type: message/${type}\r\n\r\n${part}\r\n--b--`,
  );

const typed = (contentType: string, text = ''): string => plainMessage('Typed', [`Content-Type: ${contentType}`], text);

describe('items of every class', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const read = (id: string, shape?: string): Promise<Received> => client.call(requests.getItem([id], shape));
  const synced = async (version = 'Exchange2013_SP1'): Promise<{ element: string | undefined; itemClass: string[] }> => {
    const page = await client.call(requests.syncItems('inbox', undefined, 512, 'AllProperties'), { version });
    return { element: all(page.body, 'Create')[0]?.children[0]?.name, itemClass: texts(page, 'ItemClass') };
  };

  it.each([
    ['a meeting request', invitation('REQUEST'), 'MeetingRequest', 'IPM.Schedule.Meeting.Request'],
    ['a cancellation', invitation('CANCEL'), 'MeetingCancellation', 'IPM.Schedule.Meeting.Canceled'],
    ['an acceptance', invitation('REPLY', 'ACCEPTED'), 'MeetingResponse', 'IPM.Schedule.Meeting.Resp.Pos'],
    ['a refusal', invitation('REPLY', 'DECLINED'), 'MeetingResponse', 'IPM.Schedule.Meeting.Resp.Neg'],
    ['a published calendar', invitation('PUBLISH'), 'Message', 'IPM.Note'],
    [
      'an attached calendar',
      invitation('REQUEST').replace('method', 'x').replace('\r\n\r\nBEGIN', '\r\nContent-Disposition: attachment\r\n\r\nBEGIN'),
      'Message',
      'IPM.Note',
    ],
    ['a non-delivery report', report('delivery-status', 'Reporting-MTA: dns; x\r\n\r\nAction: failed'), 'Message', 'REPORT.IPM.Note.NDR'],
    ['a delivery report', report('delivery-status', 'Action: delivered'), 'Message', 'REPORT.IPM.Note.DR'],
    ['a read receipt', report('disposition-notification', 'Disposition: manual-action; displayed'), 'Message', 'REPORT.IPM.Note.IPNRN'],
    ['an unread receipt', report('disposition-notification', 'Disposition: manual-action; deleted'), 'Message', 'REPORT.IPM.Note.IPNNRN'],
    ['an encrypted message', typed('application/pkcs7-mime; smime-type=enveloped-data'), 'Message', 'IPM.Note.SMIME'],
    ['a signed message', typed('multipart/signed; boundary=b', '--b\r\n\r\nText\r\n--b--'), 'Message', 'IPM.Note.SMIME.MultipartSigned'],
    ['a voice message', plainMessage('Voice', ['Content-Class: voice']), 'Message', 'IPM.Note.Microsoft.Voicemail.UM'],
  ])('%s arrives with the class that its MIME amounts to (MS-OXCMAIL, PidTagMessageClass)', async (_what, mime, element, itemClass) => {
    const id = simulator.deliver(alice, 'Inbox', mime);
    expect(await synced()).toEqual({ element, itemClass: [itemClass] });
    const item = await read(id);
    expect(all(item.body, 'Items')[0]?.children[0]?.name).toBe(element);
    expect(Buffer.from(textOf(item, 'MimeContent'), 'base64').toString()).toBe(mime);
  });

  it.each([
    ['IPM.Post', 'PostItem'],
    ['IPM.Appointment', 'CalendarItem'],
    ['IPM.Contact', 'Contact'],
    ['IPM.DistList', 'DistributionList'],
    ['IPM.Task', 'Task'],
    ['IPM.TaskRequest', 'Message'],
    ['IPM.Schedule.Meeting.Notification.Forward', 'MeetingMessage'],
    ['IPM.Note.Custom', 'Message'],
    ['IPM.StickyNote', 'Item'],
    ['IPM.MadeUp', 'Item'],
  ])('%s is told as %s, wherever it lies (MS-OXWSSYNC_R130)', async (itemClass, element) => {
    const id = simulator.deliver(alice, 'Inbox', invitation('REQUEST'), { itemClass });
    expect(await synced()).toEqual({ element, itemClass: [itemClass] });
    const [moved = ''] = itemIds(await client.call(requests.moveItem(id, 'drafts')));
    expect(texts(await read(moved), 'ItemClass')).toEqual([itemClass]);
  });

  it('can be delivered with a class through the control interface', async () => {
    const url = `${simulator.controlUrl}/mailboxes/${alice}/messages?itemClass=IPM.Contact`;
    await fetch(url, { method: 'POST', body: plainMessage('Zoe') });
    expect(await synced()).toEqual({ element: 'Contact', itemClass: ['IPM.Contact'] });
  });

  it('knows no distribution list before Exchange 2010 (MS-OXWSSYNC_R37811)', async () => {
    simulator.deliver(alice, 'Inbox', plainMessage('Team'), { itemClass: 'IPM.DistList' });
    expect((await synced('Exchange2007_SP1')).element).toBe('Item');
  });

  it('tells of a meeting request what its calendar object says (MS-OXWSMTGS 2.2.4.17)', async () => {
    const item = await read(simulator.deliver(alice, 'Inbox', invitation('REQUEST')));
    expect([textOf(item, 'Start'), textOf(item, 'End'), textOf(item, 'Location'), textOf(item, 'UID')]).toEqual([
      '2026-01-07T14:00:00Z',
      '2026-01-07T15:00:00Z',
      'Room 1, first floor',
      'meeting-1',
    ]);
    expect(all(item.body, 'Organizer')[0]?.child('Mailbox')?.textOf('Name')).toBe('Bob: the builder');
    expect(all(item.body, 'RequiredAttendees')[0]?.child('Attendee')?.child('Mailbox')?.textOf('EmailAddress')).toBe(alice);
  });

  it('gives the iCalendar of a calendar item, and the vCard of a contact, as MIME (MS-OXWSCORE_R2309, R23091)', async () => {
    const mime = async (itemClass: string): Promise<string> =>
      Buffer.from(
        textOf(await read(simulator.deliver(alice, 'Inbox', invitation('REQUEST'), { itemClass })), 'MimeContent'),
        'base64',
      ).toString();
    expect(await mime('IPM.Appointment')).toBe(event('REQUEST'));
    expect(await mime('IPM.Contact')).toMatch(/^BEGIN:VCARD\r\n.*FN:Planning\r\n.*bob@example.test/s);
  });

  it.each([
    ['Exchange2010_SP2', ['ErrorUnsupportedMimeConversion', 'ErrorUnsupportedMimeConversion', 'NoError']],
    ['14.3.123.4', ['NoError', 'NoError', 'NoError']],
  ])('%s has MIME of what is no mail, or not (MS-OXWSCORE_R23091 to R23093)', async (serverVersion, codes) => {
    await simulator.close();
    simulator = await startSimulator({ tls: false, serverVersion });
    client = new SoapClient(simulator, { version: 'Exchange2010' });
    const ids = ['IPM.Contact', 'IPM.Task', 'IPM.Post'].map((itemClass) =>
      simulator.deliver(alice, 'Inbox', plainMessage('1'), { itemClass }),
    );
    const shape = '<t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>';
    expect(texts(await client.call(requests.getItem(ids, shape)), 'ResponseCode')).toEqual(codes);
  });

  it('cannot make MIME of a calendar item without an event (ResponseCode: ErrorMimeContentConversionFailed)', async () => {
    const broken = simulator.deliver(alice, 'Inbox', plainMessage('1'), { itemClass: 'IPM.Appointment' });
    expect(texts(await read(broken), 'ResponseCode')).toEqual(['ErrorMimeContentConversionFailed']);
    expect(texts(await read(broken, '<t:BaseShape>Default</t:BaseShape>'), 'Subject')).toEqual(['1']);
  });

  it('hides associated items from all who do not ask for them (MS-OXWSSYNC_R347, R348)', async () => {
    const hidden = simulator.deliver(alice, 'Inbox', plainMessage('Settings'), { itemClass: 'IPM.Configuration.X', isAssociated: true });
    const shown = simulator.deliver(alice, 'Inbox', plainMessage('Mail'));
    expect(itemIds(await client.call(requests.syncItems('inbox')))).toEqual([shown]);
    const everything = requests
      .syncItems('inbox')
      .replace('</m:SyncFolderItems>', '<m:SyncScope>NormalAndAssociatedItems</m:SyncScope></m:SyncFolderItems>');
    expect(itemIds(await client.call(everything))).toEqual([shown, hidden]);
    const associated = requests.findItem('inbox').replace('"Shallow"', '"Associated"');
    expect(itemIds(await client.call(associated))).toEqual([hidden]);
    expect(itemIds(await client.call(requests.findItem('inbox')))).toEqual([shown]);
    const folder = await client.call(requests.getFolder('inbox'));
    expect([textOf(folder, 'TotalCount'), textOf(folder, 'UnreadCount')]).toEqual(['1', '1']);
    expect(texts(await read(hidden), 'IsAssociated')).toEqual(['true']);
    expect(changeKinds(await client.call(everything))).toEqual(['Create', 'Create']);
  });
});
