import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { messageWithAttachments, plainMessage } from './testing/messages';
import { all, changeKinds, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const set = (path: string, value: string): string =>
  `<t:SetItemField><t:FieldURI FieldURI="${path}"/><t:Message>${value}</t:Message></t:SetItemField>`;
const remove = (path: string): string => `<t:DeleteItemField><t:FieldURI FieldURI="${path}"/></t:DeleteItemField>`;
const update = (id: string, ...changes: readonly string[]): string =>
  '<m:UpdateItem ConflictResolution="AlwaysOverwrite" MessageDisposition="SaveOnly"><m:ItemChanges>' +
  `<t:ItemChange><t:ItemId Id="${id}"/><t:Updates>${changes.join('')}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;
const to = (address: string, name: string): string =>
  `<t:ToRecipients><t:Mailbox><t:Name>${name}</t:Name><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:ToRecipients>`;

/** MS-OXWSCORE 3.1.4.9 (UpdateItem); MS Learn, "UpdateItem operation (e-mail message)". */
describe('changing what a message says', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    for (const name of ['alice', 'bob']) simulator.deliver(`${name}@example.test`, 'Archive', plainMessage('makes the mailbox'));
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const draft = async (mime: string): Promise<string> => {
    const content = `<t:MimeContent>${Buffer.from(mime).toString('base64')}</t:MimeContent>`;
    return itemIds(await client.call(requests.createItem('SaveOnly', content)))[0] ?? '';
  };
  const codes = async (request: string): Promise<string[]> => texts(await client.call(request), 'ResponseCode');
  const mimeOf = (received: Received): string => Buffer.from(textOf(received, 'MimeContent'), 'base64').toString();

  it('a draft gets another subject, text and recipients; its attachments and other fields stay', async () => {
    const id = await draft(messageWithAttachments);
    const synced = textOf(await client.call(requests.syncItems('drafts')), 'SyncState');
    const body = '<t:Body BodyType="Text">Anders</t:Body>';
    const changes = [
      set('item:Subject', '<t:Subject>Grüße</t:Subject>'),
      set('item:Body', body),
      set('message:ToRecipients', to('x@y.z', 'Ünal')),
    ];
    expect(await codes(update(id, ...changes))).toEqual(['NoError']);
    const read = await client.call(requests.getItem([id]));
    expect([textOf(read, 'Subject'), textOf(read, 'Body'), textOf(read, 'IsDraft')]).toEqual(['Grüße', 'Anders', 'true']);
    expect(all(read.body, 'ToRecipients').map((list) => list.child('Mailbox')?.textOf('Name'))).toEqual(['Ünal']);
    expect(all(read.body, 'Attachments').flatMap((list) => list.children.map((part) => part.textOf('Name')))).toEqual([
      'prices.csv',
      'The inner one',
    ]);
    expect(mimeOf(read)).toContain('Message-ID: <attachments@example.test>\r\n');
    expect(changeKinds(await client.call(requests.syncItems('drafts', synced)))).toEqual(['Update']);
  });

  it('what is deleted is gone', async () => {
    const id = await draft(plainMessage('1'));
    expect(await codes(update(id, remove('item:Subject'), remove('message:ToRecipients')))).toEqual(['NoError']);
    expect(mimeOf(await client.call(requests.getItem([id])))).not.toMatch(/^(Subject|To):/m);
  });

  it('a message that was received keeps its people, and may get another subject', async () => {
    const id = simulator.deliver(alice, 'Inbox', plainMessage('1'));
    const refused = set('message:ToRecipients', to('x@y.z', 'x'));
    expect(await codes(update(id, refused))).toEqual(['ErrorInvalidPropertyUpdateSentMessage']);
    expect(await codes(update(id, set('item:Subject', '<t:Subject>2</t:Subject>')))).toEqual(['NoError']);
    const read = await client.call(requests.getItem([id]));
    expect([textOf(read, 'Subject'), textOf(read, 'IsDraft')]).toEqual(['2', 'false']);
  });

  it('a draft is sent as it was changed, importance and sensitivity included', async () => {
    const id = await draft(
      plainMessage('1', ['Importance: low'])
        .replace(/^From.*\r\n/, '')
        .replace(alice, 'bob@example.test'),
    );
    const marks = [
      set('item:Importance', '<t:Importance>High</t:Importance>'),
      set('item:Sensitivity', '<t:Sensitivity>Private</t:Sensitivity>'),
    ];
    const changed = await client.call(update(id, ...marks, set('item:Subject', '<t:Subject>2</t:Subject>')));
    await client.call(requests.sendItem(id, all(changed.body, 'ItemId')[0]?.attribute('ChangeKey')));
    const bob = new SoapClient(simulator, { login: 'bob' });
    const received = await bob.call(requests.getItem(itemIds(await bob.call(requests.syncItems('inbox')))));
    expect(['Subject', 'Importance', 'Sensitivity'].map((name) => textOf(received, name))).toEqual(['2', 'High', 'Private']);
  });
});
