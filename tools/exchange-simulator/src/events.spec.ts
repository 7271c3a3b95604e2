import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, requests, textOf } from './testing/requests';
import { SoapClient } from './testing/soap-client';
import { type XmlElement } from './soap/xml-element';

const alice = 'alice@example.test';

/** "Pull notifications for EWS deletion-related mailbox events in Exchange", Table 1, without the AllItems search folder. */
const moved = ['MovedEvent item inbox>deleteditems', 'ModifiedEvent inbox', 'ModifiedEvent deleteditems'];
const deleted = ['DeletedEvent item inbox', 'ModifiedEvent inbox'];
const movedFolder = ['MovedEvent folder inbox>deleteditems', 'ModifiedEvent inbox', 'ModifiedEvent deleteditems'];
const deletedFolder = ['DeletedEvent folder inbox', 'ModifiedEvent inbox'];
const deletions = [
  ['an item for good', '2010', 'some', 'item', 'HardDelete', deleted],
  ['an item for good', '2010', 'all', 'item', 'HardDelete', deleted],
  ['an item for good', '2013', 'some', 'item', 'HardDelete', deleted],
  ['an item for good', '2013', 'all', 'item', 'HardDelete', deleted],
  ['an item softly', '2010', 'some', 'item', 'SoftDelete', deleted],
  ['an item softly', '2010', 'all', 'item', 'SoftDelete', deleted],
  ['an item softly', '2013', 'some', 'item', 'SoftDelete', ['MovedEvent item inbox>other', 'ModifiedEvent inbox']],
  ['an item softly', '2013', 'all', 'item', 'SoftDelete', deleted],
  ['an item into Deleted Items', '2010', 'some', 'item', 'MoveToDeletedItems', moved],
  ['an item into Deleted Items', '2010', 'all', 'item', 'MoveToDeletedItems', moved],
  ['an item into Deleted Items', '2013', 'some', 'item', 'MoveToDeletedItems', moved],
  [
    'an item into Deleted Items',
    '2013',
    'all',
    'item',
    'MoveToDeletedItems',
    ['DeletedEvent item inbox', 'CreatedEvent item deleteditems', 'ModifiedEvent inbox', 'ModifiedEvent deleteditems'],
  ],
  ['a folder for good', '2010', 'some', 'folder', 'HardDelete', deletedFolder],
  ['a folder for good', '2013', 'all', 'folder', 'HardDelete', deletedFolder],
  ['a folder into Deleted Items', '2010', 'some', 'folder', 'MoveToDeletedItems', movedFolder],
  ['a folder into Deleted Items', '2010', 'all', 'folder', 'MoveToDeletedItems', movedFolder],
  ['a folder into Deleted Items', '2013', 'some', 'folder', 'MoveToDeletedItems', movedFolder],
  ['a folder into Deleted Items', '2013', 'all', 'folder', 'MoveToDeletedItems', ['ModifiedEvent inbox', 'ModifiedEvent deleteditems']],
] as const;

describe('events', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;
  let names: Map<string, string>;

  const start = async (serverVersion?: string): Promise<void> => {
    simulator = await startSimulator({ tls: false, serverVersion });
    simulator.deliver(alice, 'Archive', plainMessage('makes the mailbox'));
    client = new SoapClient(simulator, { version: 'Exchange2010' });
    const known = ['inbox', 'deleteditems', 'drafts', 'calendar'];
    const folders = await client.call(requests.getFolder(...known));
    names = new Map(all(folders.body, 'FolderId').map((id, index) => [id.attribute('Id') ?? '', known[index] ?? '']));
  };

  afterEach(() => simulator.close());

  const nameOf = (event: XmlElement, element: string): string => names.get(event.child(element)?.attribute('Id') ?? '') ?? 'other';
  const describeEvent = (event: XmlElement): string => {
    const folder = nameOf(event, 'FolderId');
    if (event.name === 'ModifiedEvent' && folder !== 'other') return `${event.name} ${folder}`;
    const what = event.child('ItemId') === undefined ? 'folder' : 'item';
    const from = event.child('OldParentFolderId') === undefined ? '' : `${nameOf(event, 'OldParentFolderId')}>`;
    return `${event.name} ${what} ${from}${nameOf(event, 'ParentFolderId')}`;
  };
  /** The events that something makes happen, for who watches those folders. */
  const eventsOf = async (
    folders: readonly string[] | 'all',
    happen: () => Promise<unknown>,
    types?: readonly string[],
  ): Promise<string[]> => {
    const made = await client.call(requests.subscribe('Pull', folders, types));
    await happen();
    const answer = await client.call(requests.getEvents(textOf(made, 'SubscriptionId'), textOf(made, 'Watermark')));
    const events = all(answer.body, 'Notification')[0]?.children.filter(({ name }) => name.endsWith('Event')) ?? [];
    return events.map(describeEvent);
  };
  const deliver = (itemClass?: string): string => simulator.deliver(alice, 'Inbox', plainMessage('1'), { itemClass });

  it.each(deletions)('tell of deleting %s on Exchange %s to who watches %s folders', async (_what, server, watched, kind, type, told) => {
    await start(server === '2010' ? 'Exchange2010_SP2' : 'Exchange2013');
    const made = await client.call(requests.createFolder('inbox', 'Passing'));
    const folder = all(made.body, 'FolderId')[0]?.attribute('Id') ?? '';
    const item = deliver();
    const request = kind === 'item' ? requests.deleteItem(item, type) : requests.deleteFolder(folder, type);
    expect(await eventsOf(watched === 'all' ? 'all' : ['inbox', 'deleteditems'], () => client.call(request))).toEqual(told);
  });

  it('tell of a delivery, a copy, a mark and a new folder in their order', async () => {
    await start();
    const item = deliver();
    const happenings: (() => Promise<unknown>)[] = [
      () => Promise.resolve(deliver()),
      () => client.call(requests.moveItem(item, 'drafts', 'CopyItem')),
      () => client.call(requests.setRead(item, true)),
      () => client.call(requests.createFolder('inbox', 'New')),
    ];
    const told: string[][] = [];
    for (const happen of happenings) told.push(await eventsOf(['inbox', 'drafts'], happen));
    expect(told).toEqual([
      ['CreatedEvent item inbox', 'NewMailEvent item inbox', 'ModifiedEvent inbox'],
      ['CopiedEvent item inbox>drafts', 'ModifiedEvent drafts'],
      ['ModifiedEvent item inbox', 'ModifiedEvent inbox'],
      ['CreatedEvent folder inbox'],
    ]);
  });

  it('tell that free times have changed with the calendar (MS-OXWSNTIF 2.2.5.2)', async () => {
    await start();
    const meet = (): Promise<unknown> =>
      Promise.resolve(simulator.deliver(alice, 'Calendar', plainMessage('1'), { itemClass: 'IPM.Appointment' }));
    expect(await eventsOf(['calendar'], meet, ['FreeBusyChangedEvent'])).toContain('FreeBusyChangedEvent item calendar');
    expect(await eventsOf(['inbox'], () => Promise.resolve(deliver()), ['FreeBusyChangedEvent'])).toEqual(['StatusEvent folder other']);
  });
});
