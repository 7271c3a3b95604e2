import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, changeKinds, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const bob = 'bob@example.test';
const codes = (answer: Received): string[] => texts(answer, 'ResponseCode');
const sensitivity = (value: string): string => `<t:Sensitivity>${value}</t:Sensitivity>`;

describe('changing items', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
    simulator.deliver(bob, 'Archive', plainMessage('makes the mailbox'));
  });

  afterEach(() => simulator.close());

  const deliver = (subject = '1', extra: readonly string[] = []): string => simulator.deliver(alice, 'Inbox', plainMessage(subject, extra));
  const keyOf = (answer: Received): string => all(answer.body, 'ItemId')[0]?.attribute('ChangeKey') ?? '';
  const readKey = async (id: string): Promise<string> => keyOf(await client.call(requests.getItem([id])));
  const set = (id: string, field: string, values: string, options?: Parameters<typeof requests.updateItem>[3]): Promise<Received> =>
    client.call(requests.updateItem(id, field, values, options));

  it('gives a new change key for each change, and shows it in the next page (MS-OXWSSYNC_R132)', async () => {
    const id = deliver();
    const page = await client.call(requests.syncItems('inbox'));
    const keys = [keyOf(page)];
    keys.push(keyOf(await set(id, 'item:Importance', '<t:Importance>High</t:Importance>')));
    keys.push(
      keyOf(await set(id, 'item:Categories', '<t:Categories><t:String>Red</t:String><t:String>A &amp; B</t:String></t:Categories>')),
    );
    expect(new Set(keys).size).toBe(3);
    const changes = await client.call(requests.syncItems('inbox', textOf(page, 'SyncState'), 512, 'AllProperties'));
    expect([changeKinds(changes), keyOf(changes)]).toEqual([['Update'], keys[2]]);
    expect([texts(changes, 'Importance'), texts(changes, 'String')]).toEqual([['High'], ['Red', 'A & B']]);
    expect(Date.parse(textOf(changes, 'LastModifiedTime'))).toBeGreaterThanOrEqual(Date.parse(textOf(changes, 'DateTimeReceived')));
  });

  it('tells the read flag as Update where the schema has nothing else, and with what else was changed (MS-OXWSSYNC_R136)', async () => {
    const [flagged, both] = [deliver(), deliver()];
    const state = textOf(await client.call(requests.syncItems('inbox')), 'SyncState');
    await client.call(requests.setRead(flagged, true));
    await set(both, 'item:Importance', '<t:Importance>Low</t:Importance>');
    await client.call(requests.setRead(both, true));
    expect(changeKinds(await client.call(requests.syncItems('inbox', state)))).toEqual(['ReadFlagChange', 'Update']);
    const old = await client.call(requests.syncItems('inbox', state), { version: 'Exchange2007' });
    expect(changeKinds(old)).toEqual(['Update', 'Update']);
  });

  it('keeps MAPI properties (MS-OXWSXPROP 2.1.5)', async () => {
    const id = deliver();
    const uri = '<t:ExtendedFieldURI PropertyTag="0x1081" PropertyType="Integer"/>';
    const request = requests
      .updateItem(id, 'item:Size', `<t:ExtendedProperty>${uri}<t:Value>102</t:Value></t:ExtendedProperty>`)
      .replace('<t:FieldURI FieldURI="item:Size"/>', uri);
    expect(codes(await client.call(request))).toEqual(['NoError']);
    const shape = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${uri}</t:AdditionalProperties>`;
    expect(texts(await client.call(requests.getItem([id], shape)), 'Value')).toEqual(['102']);
  });

  it('keeps a follow-up flag, whose dates must fit (MS-OXWSCORE_R2005 to R2010)', async () => {
    const id = deliver();
    const flag = (content: string): Promise<Received> => set(id, 'item:Flag', `<t:Flag>${content}</t:Flag>`);
    const date = '2026-02-01T09:00:00Z';
    expect(codes(await flag(`<t:FlagStatus>Flagged</t:FlagStatus><t:DueDate>${date}</t:DueDate>`))).toEqual(['ErrorInvalidArgument']);
    await flag(`<t:FlagStatus>Flagged</t:FlagStatus><t:StartDate>${date}</t:StartDate><t:DueDate>${date}</t:DueDate>`);
    const item = await client.call(requests.getItem([id]));
    expect([textOf(item, 'FlagStatus'), textOf(item, 'DueDate')]).toEqual(['Flagged', date]);
  });

  describe('by who has not seen the last change', () => {
    let id: string;
    let stale: string;

    beforeEach(async () => {
      id = deliver();
      stale = await readKey(id);
      await set(id, 'item:Sensitivity', sensitivity('Confidential'));
    });

    const change = async (mode: 'NeverOverwrite' | 'AutoResolve' | 'AlwaysOverwrite', value: string): Promise<unknown[]> => {
      const answer = await set(id, 'item:Sensitivity', sensitivity(value), { changeKey: stale, mode });
      return [codes(answer), texts(answer, 'Count'), textOf(await client.call(requests.getItem([id])), 'Sensitivity')];
    };

    it('fails with NeverOverwrite (MS-OXWSCORE_R588)', async () => {
      expect(await change('NeverOverwrite', 'Normal')).toEqual([['ErrorIrresolvableConflict'], [], 'Confidential']);
    });

    it('overwrites with AlwaysOverwrite (MS-OXWSCORE_R582)', async () => {
      expect(await change('AlwaysOverwrite', 'Normal')).toEqual([['NoError'], ['0'], 'Normal']);
    });

    it('counts the conflict with AutoResolve, and keeps the stricter sensitivity (MS-OXWSCORE_R583 to R592)', async () => {
      expect(await change('AutoResolve', 'Normal')).toEqual([['NoError'], ['1'], 'Confidential']);
      const other = await set(id, 'item:Importance', '<t:Importance>High</t:Importance>', { changeKey: stale, mode: 'AutoResolve' });
      expect([codes(other), texts(other, 'Count')]).toEqual([['NoError'], ['0']]);
    });
  });

  it.each([
    ['without a change key', undefined, 'ErrorChangeKeyRequiredForWriteOperations'],
    ['with an empty change key', '', 'ErrorInvalidChangeKey'],
    ['with a change key that is no base64', 'no base64', 'ErrorInvalidChangeKey'],
  ])('refuses a change %s (ResponseCode: %s)', async (_how, changeKey, code) => {
    expect(codes(await set(deliver(), 'item:Sensitivity', sensitivity('Private'), { changeKey, mode: 'AutoResolve' }))).toEqual([code]);
  });

  it.each([
    ['a read-only property (MS-OXWSCORE_R2272)', 'item:Size', '<t:Size>1</t:Size>', 'ErrorInvalidPropertySet'],
    ['a property of calendar items', 'calendar:Start', '<t:Sensitivity>Normal</t:Sensitivity>', 'ErrorInvalidPropertyRequest'],
    [
      'two properties at once',
      'item:Importance',
      '<t:Sensitivity>Normal</t:Sensitivity><t:Importance>Low</t:Importance>',
      'ErrorIncorrectUpdatePropertyCount',
    ],
    ['another property than it names', 'item:Importance', '<t:Sensitivity>Normal</t:Sensitivity>', 'ErrorUpdatePropertyMismatch'],
  ])('refuses to change %s', async (_what, field, values, code) => {
    expect(codes(await set(deliver(), field, values))).toEqual([code]);
  });

  it('deletes categories, and nothing that must be there (ResponseCode: ErrorInvalidPropertyDelete)', async () => {
    const id = deliver('1', ['Keywords: Red, Green']);
    expect(texts(await client.call(requests.getItem([id])), 'String')).toEqual(['Red', 'Green']);
    const remove = (field: string): Promise<Received> =>
      client.call(
        requests
          .updateItem(id, field, '')
          .replace(/<t:SetItemField>(.*?)<t:Message>.*<\/t:SetItemField>/, '<t:DeleteItemField>$1</t:DeleteItemField>'),
      );
    expect([codes(await remove('item:Categories')), codes(await remove('item:Importance'))]).toEqual([
      ['NoError'],
      ['ErrorInvalidPropertyDelete'],
    ]);
    expect(texts(await client.call(requests.getItem([id])), 'String')).toEqual([]);
  });

  it('needs to be told what to do with a message, and with a meeting (ResponseCode)', async () => {
    const without = (request: string): string => request.replace(' MessageDisposition="SaveOnly"', '');
    const meeting = simulator.deliver(alice, 'Calendar', plainMessage('1'), { itemClass: 'IPM.Appointment' });
    const importance = '<t:Importance>Low</t:Importance>';
    expect(codes(await client.call(without(requests.updateItem(deliver(), 'item:Importance', importance))))).toEqual([
      'ErrorMessageDispositionRequired',
    ]);
    expect(codes(await set(meeting, 'item:Importance', importance))).toEqual(['ErrorSendMeetingInvitationsOrCancellationsRequired']);
    expect(
      codes(await set(meeting, 'item:Importance', importance, { rest: ' SendMeetingInvitationsOrCancellations="SendToNone"' })),
    ).toEqual(['NoError']);
  });

  describe('of whose author asked for a read receipt', () => {
    const deliverAsking = (): string => deliver('Read me', [`Disposition-Notification-To: <${bob}>`, 'Message-ID: <asking@example.test>']);
    const receipts = async (): Promise<string[]> => {
      const page = await client.call(requests.syncItems('inbox', undefined, 512, 'AllProperties'), { login: 'bob' });
      return texts(page, 'ItemClass');
    };

    it('tells him once that it was read, or deleted unread (RFC 8098)', async () => {
      const [read, deleted] = [deliverAsking(), deliverAsking()];
      await client.call(requests.setRead(read, true));
      await client.call(requests.setRead(read, false));
      await client.call(requests.setRead(read, true));
      await client.call(requests.deleteItem(deleted, 'MoveToDeletedItems'));
      expect(await receipts()).toEqual(['REPORT.IPM.Note.IPNNRN', 'REPORT.IPM.Note.IPNRN']);
    });

    it('tells him nothing when that is suppressed (MS-OXWSCORE_R2174, R2184)', async () => {
      const [read, deleted] = [deliverAsking(), deliverAsking()];
      await set(read, 'message:IsRead', '<t:IsRead>true</t:IsRead>', { rest: ' SuppressReadReceipts="true"' });
      await client.call(requests.deleteItem(deleted, 'HardDelete').replace('DeleteType', 'SuppressReadReceipts="true" DeleteType'));
      expect(await receipts()).toEqual([]);
    });
  });

  describe('in batches', () => {
    it.each([
      ['GetItem', (ids: string) => requests.getItem([]).replace('<m:ItemIds>', `<m:ItemIds>${ids}`)],
      ['DeleteItem', (ids: string) => requests.deleteItem('', 'HardDelete').replace(/<t:ItemId.*?\/>/, ids)],
      ['MoveItem', (ids: string) => requests.moveItem('', 'drafts').replace(/<t:ItemId.*?\/>/, ids)],
      ['CopyItem', (ids: string) => requests.moveItem('', 'drafts', 'CopyItem').replace(/<t:ItemId.*?\/>/, ids)],
      [
        'UpdateItem',
        (ids: string) => {
          const [, change = ''] = /<t:ItemChange>(.*)<\/t:ItemChange>/.exec(requests.setRead('', true)) ?? [];
          const changes = ids.replace(/<t:\w+[^>]*\/>/g, (id) => `<t:ItemChange>${change.replace(/<t:ItemId.*?\/>/, id)}</t:ItemChange>`);
          return requests.setRead('', true).replace(/<t:ItemChange>.*<\/t:ItemChange>/, changes);
        },
      ],
      ['SendItem', (ids: string) => requests.sendItem('', undefined).replace(/<t:ItemId.*?\/>/, ids)],
    ])('%s answers each id for itself, in their order (ResponseCode)', async (_operation, request) => {
      const id = simulator.deliver(alice, 'Drafts', plainMessage('1').replace(/bob/gi, 'alice'));
      const folder = await client.call(requests.getFolder('inbox'));
      const folderId = all(folder.body, 'FolderId')[0]?.attribute('Id') ?? '';
      const key = await readKey(id);
      const ids = ['no id', '', folderId, id].map((text) => `<t:ItemId Id="${text}" ChangeKey="${key}"/>`).join('');
      const occurrences = `<t:OccurrenceItemId RecurringMasterId="${id}" InstanceIndex="1"/><t:RecurringMasterItemId OccurrenceId="${id}"/>`;
      expect(codes(await client.call(request(occurrences + ids)))).toEqual([
        'ErrorCalendarCannotUseIdForRecurringMasterId',
        'ErrorCalendarCannotUseIdForOccurrenceId',
        'ErrorInvalidIdMalformed',
        'ErrorInvalidIdEmpty',
        'ErrorCannotUseFolderIdForItemId',
        'NoError',
      ]);
    });

    it('processes nothing after an error that all would meet (ResponseCode: ErrorBatchProcessingStopped)', async () => {
      const ids = [deliver(), deliver(), deliver()];
      await fetch(`${simulator.controlUrl}/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind: 'mailbox-unavailable', operation: 'GetItem', afterItems: 1 }),
      });
      const answer = await client.call(requests.getItem(ids));
      expect(codes(answer)).toEqual(['NoError', 'ErrorMailboxStoreUnavailable', 'ErrorBatchProcessingStopped']);
      expect(all(answer.body, 'GetItemResponseMessage').map((message) => message.attribute('ResponseClass'))).toEqual([
        'Success',
        'Error',
        'Warning',
      ]);
      expect(itemIds(await client.call(requests.getItem(ids)))).toEqual(ids);
    });

    it('answers folders and attachments for themselves, too', async () => {
      const id = deliver();
      const folders = await client.call(requests.getFolder('voicemail', 'inbox', id));
      expect(codes(folders)).toEqual(['ErrorFolderNotFound', 'NoError', 'ErrorCannotUseItemIdForFolderId']);
      const attachment = `<t:AttachmentId Id="${id}"/>`;
      const answer = await client.call(requests.getAttachment('x').replace('</m:AttachmentIds>', `${attachment}</m:AttachmentIds>`));
      expect(codes(answer)).toEqual(['ErrorInvalidIdMalformed', 'ErrorInvalidAttachmentId']);
    });
  });

  describe('by deleting, moving and copying', () => {
    it.each([
      ['IPM.Appointment', 'ErrorSendMeetingCancellationsRequired', ' SendMeetingCancellations="SendToNone"'],
      ['IPM.Task', 'ErrorAffectedTaskOccurrencesRequired', ' AffectedTaskOccurrences="AllOccurrences"'],
    ])(
      'must say what becomes of the others when it deletes an %s (MS-OXWSMTGS_R1213; ResponseCode)',
      async (itemClass, code, attribute) => {
        const id = simulator.deliver(alice, 'Inbox', plainMessage('1'), { itemClass });
        expect(codes(await client.call(requests.deleteItem(id, 'HardDelete')))).toEqual([code]);
        const told = requests.deleteItem(id, 'HardDelete').replace('<m:DeleteItem', `<m:DeleteItem${attribute}`);
        expect(codes(await client.call(told))).toEqual(['NoError']);
      },
    );

    it('leaves associated items where they are (ResponseCode: ErrorInvalidOperation)', async () => {
      const id = simulator.deliver(alice, 'Inbox', plainMessage('1'), { isAssociated: true });
      expect(codes(await client.call(requests.moveItem(id, 'drafts')))).toEqual(['ErrorInvalidOperation']);
      expect(codes(await client.call(requests.deleteItem(id, 'SoftDelete')))).toEqual(['ErrorInvalidOperation']);
      expect(codes(await client.call(requests.deleteItem(id, 'HardDelete')))).toEqual(['NoError']);
    });

    it('answers the new id of what was moved or copied, which keeps its marks', async () => {
      const id = deliver();
      await set(id, 'item:Sensitivity', sensitivity('Private'));
      await client.call(requests.setRead(id, true));
      const [copied = ''] = itemIds(await client.call(requests.moveItem(id, 'drafts', 'CopyItem')));
      const [moved = ''] = itemIds(await client.call(requests.moveItem(id, 'drafts')));
      const items = await client.call(requests.getItem([copied, moved]));
      expect([texts(items, 'Sensitivity'), texts(items, 'IsRead')]).toEqual([
        ['Private', 'Private'],
        ['true', 'true'],
      ]);
      expect(new Set([id, copied, moved]).size).toBe(3);
    });

    it('says in words of its own that the folder to put something in is gone (ResponseCode)', async () => {
      const id = deliver();
      const [made] = all((await client.call(requests.createFolder('inbox', 'Passing'))).body, 'FolderId');
      const gone = made?.attribute('Id') ?? '';
      await client.call(requests.deleteFolder(gone, 'HardDelete'));
      expect(codes(await client.call(requests.moveItem(id, gone)))).toEqual(['ErrorToFolderNotFound']);
      expect(codes(await client.call(requests.createFolder(gone, 'New')))).toEqual(['ErrorParentFolderNotFound']);
      expect(codes(await client.call(requests.createItem('SaveOnly', '<t:Subject>1</t:Subject>', gone)))).toEqual([
        'ErrorSavedItemFolderNotFound',
      ]);
    });
  });
});
