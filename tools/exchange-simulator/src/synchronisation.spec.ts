import { type RunningSimulator } from './index';
import { invalidOnPurpose, startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, changeKinds, itemIds, requests, textOf, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';

describe('synchronising a folder', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const sync = (state?: string, limit?: number) => client.call(requests.syncItems('inbox', state, limit));
  const deliver = (subject: string): string => simulator.deliver(alice, 'Inbox', plainMessage(subject));

  it('tells everything page by page, the newest first, and no message twice', async () => {
    const delivered = ['1', '2', '3', '4', '5'].map(deliver);
    const first = await sync(undefined, 2);
    expect(texts(first, 'IncludesLastItemInRange')).toEqual(['false']);
    const second = await sync(textOf(first, 'SyncState'), 2);
    const third = await sync(textOf(second, 'SyncState'), 2);
    expect([...itemIds(first), ...itemIds(second), ...itemIds(third)]).toEqual([...delivered].reverse());
    expect(texts(third, 'IncludesLastItemInRange')).toEqual(['true']);
  });

  it('resumes from the same state with the same page, however often it is asked (MS-OXWSSYNC_R504)', async () => {
    deliver('1');
    const state = textOf(await sync(), 'SyncState');
    const later = deliver('2');
    expect(itemIds(await sync(state))).toEqual([later]);
    expect(itemIds(await sync(state))).toEqual([later]);
  });

  it('tells what arrives while a client takes stock after the stock', async () => {
    ['1', '2', '3'].forEach(deliver);
    const first = await sync(undefined, 2);
    const late = deliver('late');
    const second = await sync(textOf(first, 'SyncState'));
    expect(itemIds(second).at(-1)).toBe(late);
    expect(itemIds(second)).toHaveLength(2);
  });

  it('tells changes in their order, each item once and in its present state', async () => {
    const [read, deleted, twice] = ['read', 'deleted', 'twice'].map(deliver) as [string, string, string];
    const state = textOf(await sync(), 'SyncState');
    await client.call(requests.setRead(twice, true));
    await client.call(requests.setRead(read, true));
    await client.call(requests.deleteItem(deleted, 'HardDelete'));
    await client.call(requests.setRead(twice, false));
    const gone = deliver('came and went');
    await client.call(requests.deleteItem(gone, 'HardDelete'));
    const fresh = deliver('fresh');
    const page = await sync(state);
    expect(changeKinds(page)).toEqual(['ReadFlagChange', 'Delete', 'ReadFlagChange', 'Create']);
    expect(itemIds(page)).toEqual([read, deleted, twice, fresh]);
    expect(texts(page, 'IsRead')).toEqual(['true', 'false']);
  });

  it('tells no part of what was created and deleted since, whatever the size of the pages', async () => {
    const kept = deliver('kept');
    const state = textOf(await sync(), 'SyncState');
    const passing = [deliver('passing 1'), deliver('passing 2')];
    const fresh = deliver('fresh');
    for (const id of [...passing, kept]) await client.call(requests.deleteItem(id, 'HardDelete'));
    const first = await sync(state, 1);
    const second = await sync(textOf(first, 'SyncState'), 1);
    const third = await sync(textOf(second, 'SyncState'), 1);
    expect([first, second, third].map((page) => [changeKinds(page), itemIds(page)])).toEqual([
      [['Create'], [fresh]],
      [['Delete'], [kept]],
      [[], []],
    ]);
    expect(texts(third, 'IncludesLastItemInRange')).toEqual(['true']);
  });

  it.each([
    ['Exchange2010_SP1', ['oldest', 'middle', 'newest']],
    ['Exchange2010_SP2', ['newest', 'middle', 'oldest']],
  ])('%s tells the stock in its own order (SyncFolderItems operation, Exchange 2010 SP2)', async (serverVersion, order) => {
    await simulator.close();
    simulator = await startSimulator({ tls: false, serverVersion });
    client = new SoapClient(simulator, { version: 'Exchange2010_SP1' });
    const ids: Record<string, string> = Object.fromEntries(['oldest', 'middle', 'newest'].map((subject) => [subject, deliver(subject)]));
    const first = await sync(undefined, 2);
    const late = deliver('late');
    const second = await sync(textOf(first, 'SyncState'), 2);
    expect([...itemIds(first), ...itemIds(second)]).toEqual([...order.map((subject) => ids[subject]), late]);
  });

  it('gives a moved item a new id, and forgets the old one', async () => {
    const id = deliver('moving');
    const state = textOf(await sync(), 'SyncState');
    const [moved = ''] = itemIds(await client.call(requests.moveItem(id, 'deleteditems')));
    expect(moved).not.toBe(id);
    expect(changeKinds(await sync(state))).toEqual(['Delete']);
    expect(itemIds(await client.call(requests.syncItems('deleteditems')))).toEqual([moved]);
    expect(texts(await client.call(requests.getItem([id])), 'ResponseCode')).toEqual(['ErrorItemNotFound']);
  });

  it.each([
    ['of another folder', async () => textOf(await client.call(requests.syncItems('drafts')), 'SyncState')],
    ['of the folder hierarchy', async () => textOf(await client.call(requests.syncHierarchy()), 'SyncState')],
    ['that is no sync state', () => Promise.resolve('bm9uc2Vuc2U=')],
    ['that was cut short', async () => textOf(await sync(), 'SyncState').slice(0, -8)],
    [
      "of another mailbox's folder",
      async () => {
        simulator.deliver('bob@example.test', 'Inbox', plainMessage('1'));
        return textOf(await client.call(requests.syncItems('inbox'), { login: 'bob' }), 'SyncState');
      },
    ],
    [
      'from before a reset',
      async () => {
        const state = textOf(await sync(), 'SyncState');
        simulator.reset();
        deliver('makes the mailbox anew');
        return state;
      },
    ],
  ])('refuses a state %s (ResponseCode: ErrorInvalidSyncStateData)', async (_what, foreignState) => {
    deliver('1');
    expect(texts(await sync(await foreignState()), 'ResponseCode')).toEqual(['ErrorInvalidSyncStateData']);
  });

  it.each([0, 513])('refuses pages of %i changes (MS-OXWSSYNC_R389)', async (limit) => {
    deliver('1');
    const { status, text } = await invalidOnPurpose(simulator, () => sync(undefined, limit));
    expect([status, text]).toEqual([500, expect.stringContaining('ErrorSchemaValidation')]);
  });

  it('says of a folder that is gone that it cannot be synchronised (ResponseCode: ErrorSyncFolderNotFound)', async () => {
    deliver('1');
    const [made] = all((await client.call(requests.createFolder('inbox', 'Passing'))).body, 'FolderId');
    const id = made?.attribute('Id') ?? '';
    await client.call(requests.deleteFolder(id, 'HardDelete'));
    expect(texts(await client.call(requests.syncItems(id)), 'ResponseCode')).toEqual(['ErrorSyncFolderNotFound']);
  });

  it('passes over ignored items (MS-OXWSSYNC_R3851, R3852)', async () => {
    const [ignored, told] = [deliver('ignored'), deliver('told')];
    const request = requests
      .syncItems('inbox')
      .replace('<m:MaxChangesReturned>', `<m:Ignore><t:ItemId Id="${ignored}"/></m:Ignore><m:MaxChangesReturned>`);
    expect(itemIds(await client.call(request))).toEqual([told]);
  });

  it('answers what is there beside what is not, item by item', async () => {
    const [kept, deleted] = [deliver('kept'), deliver('deleted')];
    await client.call(requests.deleteItem(deleted, 'HardDelete'));
    const answer = await client.call(requests.getItem([deleted, kept, 'no id']));
    expect(texts(answer, 'ResponseCode')).toEqual(['ErrorItemNotFound', 'NoError', 'ErrorInvalidIdMalformed']);
    expect(texts(answer, 'Subject')).toEqual(['kept']);
  });

  it('keeps ids apart that differ in letter case only', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => deliver(String(index)));
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBeLessThan(ids.length);
    const answer = await client.call(requests.getItem(ids));
    expect(texts(answer, 'Subject')).toEqual(ids.map((_, index) => String(index)));
  });
});

describe('synchronising the folder hierarchy', () => {
  it('tells all folders, then only what became of them', async () => {
    const simulator = await startSimulator({ tls: false });
    const client = new SoapClient(simulator);
    simulator.deliver(alice, 'Inbox/Projects', plainMessage('1'));
    const everything = await client.call(requests.syncHierarchy());
    const distinguished = texts(everything, 'DistinguishedFolderId');
    expect(distinguished).toEqual(expect.arrayContaining(['inbox', 'sentitems', 'drafts', 'deleteditems', 'junkemail', 'outbox']));
    expect(texts(everything, 'DisplayName')).toEqual(expect.arrayContaining(['Projects', 'Archive']));

    const [created] = all((await client.call(requests.createFolder('inbox', 'New'))).body, 'FolderId');
    const [passing] = all((await client.call(requests.createFolder('inbox', 'Passing'))).body, 'FolderId');
    await client.call(requests.deleteFolder(passing?.attribute('Id') ?? '', 'HardDelete'));
    const changes = await client.call(requests.syncHierarchy(textOf(everything, 'SyncState')));
    expect(changeKinds(changes)).toEqual(['Create']);
    expect(texts(changes, 'DisplayName')).toEqual(['New']);
    expect(all(changes.body, 'FolderId')[0]?.attribute('Id')).toBe(created?.attribute('Id'));
    expect(texts(await client.call(requests.createFolder('inbox', 'new')), 'ResponseCode')).toEqual(['ErrorFolderExists']);
    await simulator.close();
  });

  it('tells that a folder was moved, which keeps its id, or left what is synchronised', async () => {
    const simulator = await startSimulator({ tls: false });
    const client = new SoapClient(simulator);
    simulator.deliver(alice, 'Inbox/Projects/2026', plainMessage('1'));
    const below = (folder: string, state?: string) => client.call(requests.syncHierarchy(state, folder));
    const [inbox, drafts, whole] = [await below('inbox'), await below('drafts'), await below('msgfolderroot')];
    const [projects, year] = all(inbox.body, 'FolderId').map((id) => id.attribute('Id') ?? '');
    expect(texts(inbox, 'DisplayName')).toEqual(['Projects', '2026']);
    await client.call(requests.moveFolder(year ?? '', 'drafts'));
    const told = async (folder: string, before: typeof inbox): Promise<unknown[]> => {
      const changes = await below(folder, textOf(before, 'SyncState'));
      return [changeKinds(changes), all(changes.body, 'FolderId').map((id) => id.attribute('Id'))];
    };
    expect(await told('inbox', inbox)).toEqual([['Delete'], [year]]);
    expect(await told('drafts', drafts)).toEqual([['Create'], [year]]);
    expect(await told('msgfolderroot', whole)).toEqual([['Update'], [year]]);
    await client.call(requests.deleteFolder(projects ?? '', 'MoveToDeletedItems'));
    expect(await told('inbox', inbox)).toEqual([
      ['Delete', 'Delete'],
      [year, projects],
    ]);
    await simulator.close();
  });
});
