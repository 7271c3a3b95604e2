import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const codes = (answer: Received): string[] => texts(answer, 'ResponseCode');
const elements = (answer: Received): string[] => all(answer.body, 'Folders').flatMap(({ children }) => children.map(({ name }) => name));

describe('folders', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    simulator.deliver(alice, 'Inbox', plainMessage('makes the mailbox'));
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const create = (folder: string, parent = 'inbox'): Promise<Received> =>
    client.call(requests.createFolder(parent, '').replace(/<t:Folder>.*<\/t:Folder>/, folder));
  const folderIdOf = (answer: Received): string => all(answer.body, 'FolderId')[0]?.attribute('Id') ?? '';

  it.each([
    ['<t:Folder><t:FolderClass>IPF.Contact.Company</t:FolderClass><t:DisplayName>1</t:DisplayName></t:Folder>', 'ContactsFolder'],
    ['<t:Folder><t:FolderClass>IPF.Appointment.Birthday</t:FolderClass><t:DisplayName>1</t:DisplayName></t:Folder>', 'CalendarFolder'],
    ['<t:Folder><t:FolderClass>IPF.StickyNote</t:FolderClass><t:DisplayName>1</t:DisplayName></t:Folder>', 'Folder'],
    ['<t:TasksFolder><t:DisplayName>1</t:DisplayName></t:TasksFolder>', 'TasksFolder'],
  ])('are the element of their class (MS-OXWSFOLD 2.2.4.12): %s', async (folder, element) => {
    const made = await create(folder);
    expect(elements(made)).toEqual([element]);
    expect(elements(await client.call(requests.getFolder(folderIdOf(made))))).toEqual([element]);
  });

  it('of a special type have their class from it, and keep it (ResponseCode)', async () => {
    const made = await create('<t:CalendarFolder><t:DisplayName>1</t:DisplayName></t:CalendarFolder>');
    const typed = '<t:TasksFolder><t:FolderClass>IPF.Task.Mine</t:FolderClass><t:DisplayName>2</t:DisplayName></t:TasksFolder>';
    expect(codes(await create(typed))).toEqual(['ErrorNoFolderClassOverride']);
    const change =
      `<m:UpdateFolder><m:FolderChanges><t:FolderChange><t:FolderId Id="${folderIdOf(made)}"/><t:Updates><t:SetFolderField>` +
      '<t:FieldURI FieldURI="folder:FolderClass"/><t:Folder><t:FolderClass>IPF.Note</t:FolderClass></t:Folder></t:SetFolderField>' +
      '</t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>';
    expect(codes(await client.call(change))).toEqual(['ErrorObjectTypeChanged']);
  });

  it('can be hidden (PidTagAttributeHidden)', async () => {
    const attribute = '<t:ExtendedFieldURI PropertyTag="0x10f4" PropertyType="Boolean"/>';
    const made = await create(
      `<t:Folder><t:DisplayName>Hidden</t:DisplayName><t:ExtendedProperty>${attribute}<t:Value>true</t:Value></t:ExtendedProperty></t:Folder>`,
    );
    const request = requests
      .getFolder(folderIdOf(made), 'inbox')
      .replace('</m:FolderShape>', `<t:AdditionalProperties>${attribute}</t:AdditionalProperties></m:FolderShape>`);
    expect(texts(await client.call(request), 'Value')).toEqual(['true']);
  });

  describe('that search', () => {
    const search = (name: string, traversal: string): string =>
      `<t:SearchFolder><t:DisplayName>${name}</t:DisplayName><t:SearchParameters Traversal="${traversal}"><t:Restriction>` +
      '<t:IsEqualTo><t:FieldURI FieldURI="message:IsRead"/><t:FieldURIOrConstant><t:Constant Value="false"/></t:FieldURIOrConstant></t:IsEqualTo>' +
      '</t:Restriction><t:BaseFolderIds><t:DistinguishedFolderId Id="inbox"/></t:BaseFolderIds></t:SearchParameters></t:SearchFolder>';

    it('show what matches in other folders, whenever they are asked (MS-OXWSSRCH 2.2.4.32)', async () => {
      const [shallow, deep] = [await create(search('1', 'Shallow'), 'searchfolders'), await create(search('2', 'Deep'), 'searchfolders')];
      expect(elements(shallow)).toEqual(['SearchFolder']);
      const below = simulator.deliver(alice, 'Inbox/Projects', plainMessage('below'));
      const [inInbox = ''] = itemIds(await client.call(requests.findItem('inbox')));
      const found = async (folder: Received): Promise<string[]> => itemIds(await client.call(requests.findItem(folderIdOf(folder))));
      expect([await found(shallow), await found(deep)]).toEqual([[inInbox], [below, inInbox]]);
      await client.call(requests.setRead(inInbox, true));
      expect([await found(shallow), await found(deep)]).toEqual([[], [below]]);
      const told = await client.call(requests.getFolder(folderIdOf(deep)));
      expect([textOf(told, 'TotalCount'), textOf(told, 'UnreadCount')]).toEqual(['1', '1']);
      const hierarchy = await client.call(requests.syncHierarchy(undefined, 'searchfolders'));
      expect(all(hierarchy.body, 'SearchFolder')).toHaveLength(2);
    });

    it('take nothing in (ResponseCode)', async () => {
      const id = folderIdOf(await create(search('1', 'Shallow'), 'searchfolders'));
      const [item = ''] = itemIds(await client.call(requests.findItem('inbox')));
      expect(codes(await client.call(requests.createFolder(id, 'New')))).toEqual(['ErrorInvalidParentFolder']);
      expect(codes(await client.call(requests.moveItem(item, id)))).toEqual(['ErrorMoveCopyFailed']);
      expect(codes(await client.call(requests.createItem('SaveOnly', '<t:Subject>1</t:Subject>', id)))).toEqual([
        'ErrorInvalidFolderTypeForOperation',
      ]);
      expect(codes(await client.call(requests.syncItems(id)))).toEqual(['ErrorInvalidFolderTypeForOperation']);
    });
  });

  it('of an archive are there when the mailbox has one', async () => {
    expect(codes(await client.call(requests.getFolder('archivemsgfolderroot', 'archiveinbox')))).toEqual([
      'ErrorFolderNotFound',
      'ErrorFolderNotFound',
    ]);
    const inbox = simulator.deliver(alice, 'In-Place Archive/Inbox', plainMessage('old'));
    const other = simulator.deliver(alice, 'In-Place Archive/2019', plainMessage('older'));
    expect(itemIds(await client.call(requests.syncItems('archiveinbox')))).toEqual([inbox]);
    const below = await client.call(requests.syncHierarchy(undefined, 'archivemsgfolderroot'));
    expect(texts(below, 'DisplayName')).toEqual(expect.arrayContaining(['Inbox', 'Deleted Items', '2019']));
    expect(texts(await client.call(requests.getItem([other])), 'Subject')).toEqual(['older']);
    expect(texts(await client.call(requests.syncHierarchy()), 'DisplayName')).not.toContain('2019');
  });

  it('of everybody are not here (ResponseCode: ErrorNoPublicFolderServerAvailable)', async () => {
    expect(codes(await client.call(requests.getFolder('publicfoldersroot')))).toEqual(['ErrorNoPublicFolderServerAvailable']);
  });

  it('keep their names apart, whatever the letter case (ResponseCode: ErrorFolderExists)', async () => {
    const [one, two] = [
      folderIdOf(await client.call(requests.createFolder('inbox', 'One'))),
      await create('<t:Folder><t:DisplayName>Two</t:DisplayName></t:Folder>', 'drafts'),
    ];
    expect(codes(await client.call(requests.createFolder('drafts', 'tWO')))).toEqual(['ErrorFolderExists']);
    await client.call(requests.renameFolder(one, 'two'));
    expect(codes(await client.call(requests.moveFolder(one, 'drafts')))).toEqual(['ErrorFolderExists']);
    expect(codes(await client.call(requests.renameFolder(folderIdOf(two), 'Three')))).toEqual(['NoError']);
    const moved = await client.call(requests.moveFolder(one, 'drafts'));
    expect([codes(moved), folderIdOf(moved)]).toEqual([['NoError'], one]);
  });
});
