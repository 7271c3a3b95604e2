import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RunningSimulator } from './index';
import { operations } from './operations/registry';
import { invalidOnPurpose, schemaFile, startSimulator } from './testing/checked-simulator';
import { messageWithAttachments, plainMessage } from './testing/messages';
import { all, itemIds, requests, textOf } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';

/** What a header may hold that XML may not. */
const hostileSubject = 'a\u0001b & <c> "d" \u00e9 ]]> \ufffe';

/** Asks for every operation, well and badly. */
async function askEverything(simulator: RunningSimulator, client: SoapClient): Promise<void> {
  simulator.generate(alice, { folder: 'Inbox/Projects', count: 3, bytes: 5000, seed: 1 });
  simulator.deliver('alice.b@example.test', 'Inbox', plainMessage('1'));
  const item = simulator.deliver(alice, 'Inbox', messageWithAttachments);
  const hostile = simulator.deliver(alice, 'Inbox', plainMessage(hostileSubject, ['Message-ID: <&>', 'To: no address', 'X-"<&>: 1']));
  simulator.deliver(alice, 'Inbox', '');
  const streaming = textOf(await client.call(requests.subscribe('Streaming')), 'SubscriptionId');
  const pull = await client.call(requests.subscribe('Pull'));
  const stream = await client.open(requests.getStreamingEvents([streaming]));
  await stream.next();
  const synced = await client.call(requests.syncItems('inbox', undefined, 512, 'AllProperties'));
  await client.call(requests.syncItems('inbox', undefined, 512, 'Default'));
  const hierarchy = await client.call(requests.syncHierarchy());
  const read = await client.call(
    requests.getItem([...itemIds(synced), 'malformed', item.replace(/.{52}$/, (end) => end.replace('AAAAAA', 'AAZAAA'))]),
  );
  await client.call(requests.getItem([item, hostile], '<t:BaseShape>Default</t:BaseShape><t:BodyType>Text</t:BodyType>'));
  const mapi = ['0x0E07', '0x0E08', '0x1035']
    .map((tag) => `<t:ExtendedFieldURI PropertyTag="${tag}" PropertyType="${tag === '0x1035' ? 'String' : 'Integer'}"/>`)
    .join('');
  await client.call(requests.getItem([item], `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${mapi}</t:AdditionalProperties>`));
  for (const id of all(read.body, 'AttachmentId')) await client.call(requests.getAttachment(id.attribute('Id') ?? ''));
  await client.call(requests.getAttachment(item));
  await client.call(requests.getFolder('root', 'msgfolderroot', 'inbox', 'calendar', 'contacts', 'tasks', 'drafts'));
  await client.call(requests.findFolder('msgfolderroot', 'Deep'));
  await client.call(requests.findItem('inbox'));
  await client.call(requests.createFolder('inbox', 'Made'));
  const [folder] = all((await client.call(requests.createFolder('inbox', 'Made <again>'.replace(/[<>]/g, '')))).body, 'FolderId');
  await client.call(requests.createFolder('inbox', 'Made'));
  const folderId = `<t:FolderId Id="${folder?.attribute('Id') ?? ''}"/>`;
  await client.call(
    `<m:UpdateFolder><m:FolderChanges><t:FolderChange>${folderId}<t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/>` +
      '<t:Folder><t:DisplayName>Renamed</t:DisplayName></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>',
  );
  await client.call(
    `<m:MoveFolder><m:ToFolderId><t:DistinguishedFolderId Id="drafts"/></m:ToFolderId><m:FolderIds>${folderId}</m:FolderIds></m:MoveFolder>`,
  );
  await client.call(
    `<m:DeleteFolder DeleteType="HardDelete"><m:FolderIds>${folderId}<t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:DeleteFolder>`,
  );
  const body = '<t:Subject>Draft</t:Subject><t:ToRecipients><t:Mailbox><t:EmailAddress>x@y.z</t:EmailAddress></t:Mailbox></t:ToRecipients>';
  const [draft] = all((await client.call(requests.createItem('SaveOnly', body))).body, 'ItemId');
  await client.call(requests.createItem('SendOnly', '<t:Subject>To nobody</t:Subject>'));
  await client.call(requests.sendItem(draft?.attribute('Id') ?? '', draft?.attribute('ChangeKey')));
  await client.call(requests.setRead(item, true));
  await client.call(requests.setRead('malformed', true));
  await client.call(requests.moveItem(item, 'drafts', 'CopyItem'));
  await client.call(requests.moveItem(item, 'drafts'));
  await client.call(requests.deleteItem(hostile, 'HardDelete'));
  await client.call(requests.deleteItem(hostile, 'SoftDelete'));
  await client.call(requests.syncItems('inbox', textOf(synced, 'SyncState')));
  await client.call(requests.syncItems('inbox', textOf(hierarchy, 'SyncState')));
  await client.call(requests.syncHierarchy(textOf(hierarchy, 'SyncState')));
  await client.call(requests.resolveNames('alice'));
  await client.call(requests.resolveNames('alice.b'));
  await client.call(requests.resolveNames('zoe'));
  await client.call(
    `<m:ConvertId DestinationFormat="EntryId"><m:SourceIds><t:AlternateId Format="EwsId" Id="${hostile}" Mailbox="${alice}"/>` +
      '<t:AlternateId Format="EwsId" Id="x" Mailbox="a@b.c"/></m:SourceIds></m:ConvertId>',
  );
  await client.call(requests.getEvents(textOf(pull, 'SubscriptionId'), textOf(pull, 'Watermark')));
  await client.call(requests.getEvents('unknown', 'unknown'));
  await client.call(requests.getStreamingEvents(['unknown']));
  await client.call(requests.unsubscribe(streaming));
  await client.call('<m:MakeCoffee/>', { version: 'Exchange2016' });
  for (let count = 0; count < 3; count++) await stream.next();
  stream.close();
}

describe("Microsoft's schema", () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  it('accepts requests and answers of every operation', async () => {
    await askEverything(simulator, client);
    const { schema } = simulator.stats();
    if (schema === undefined) return expect(schemaFile).toBeUndefined();
    expect(schema.violations).toEqual([]);
    const isChecked = (name: string): boolean =>
      Math.min(schema.operations[name]?.requests ?? 0, schema.operations[name]?.responses ?? 0) > 0;
    expect([...operations.keys()].filter((name) => !isChecked(name))).toEqual([]);
  }, 60_000);

  it('lets a request that fits it in, and refuses one that does not, saying where', async () => {
    if (schemaFile === undefined) return expect(simulator.stats().schema).toBeUndefined();
    simulator.deliver(alice, 'Inbox', plainMessage('1'));
    const sample = (name: string): string => readFileSync(join(dirname(schemaFile ?? ''), 'samples', name), 'utf8');
    expect((await client.call(sample('getitem.request.xml'), { whole: true })).status).toBe(200);
    const refused = await invalidOnPurpose(simulator, () => client.call(sample('getitem.request.INVALID.xml'), { whole: true }));
    expect([refused.status, refused.text]).toEqual([
      500,
      expect.stringContaining('<faultstring xml:lang="en-US">The request failed schema'),
    ]);
    expect(refused.text).toMatch(/<t:LineNumber>4<.*<t:LinePosition>34<.*<t:Violation>.*'Idonly' is not an element of the set/);
  });
});
