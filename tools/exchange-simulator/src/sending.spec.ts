import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { messageWithAttachments, plainMessage } from './testing/messages';
import { all, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const mimeContent = (mime: string): string => `<t:MimeContent>${base64(mime)}</t:MimeContent>`;
const mimeOf = (received: Received): string => Buffer.from(textOf(received, 'MimeContent'), 'base64').toString();

const outgoing =
  'From: alice@example.test\r\nTo: bob@example.test, outside@else.where\r\nBcc: carol@example.test\r\nSubject: Hi\r\n\r\nText\r\n';

describe('creating and sending messages', () => {
  let simulator: RunningSimulator;
  let alice: SoapClient;
  let bob: SoapClient;
  let carol: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => {
      simulator.deliver(`${name}@example.test`, 'Archive', plainMessage('makes the mailbox'));
      return new SoapClient(simulator, { login: name });
    }) as [SoapClient, SoapClient, SoapClient];
  });

  afterEach(() => simulator.close());

  const read = async (client: SoapClient, folder: string): Promise<Received> =>
    client.call(requests.getItem(itemIds(await client.call(requests.syncItems(folder)))));

  it('gives an item back byte for byte as it was created', async () => {
    const mime = 'Subject: =?utf-8?q?odd?=\nX-Odd:   spaces  \n\nline feeds only, and a byte \u00e9\n';
    const [id = ''] = itemIds(await alice.call(requests.createItem('SaveOnly', mimeContent(mime))));
    expect(mimeOf(await alice.call(requests.getItem([id])))).toBe(mime);
    expect(itemIds(await alice.call(requests.syncItems('drafts')))).toEqual([id]);
  });

  it('delivers to the recipients that have a mailbox here, without Bcc, and keeps a copy with it (MS-OXWSMSG_R85)', async () => {
    const answer = await alice.call(requests.createItem('SendAndSaveCopy', mimeContent(outgoing)));
    expect([texts(answer, 'ResponseCode'), itemIds(answer)]).toEqual([['NoError'], []]);
    const [sent, forBob, forCarol] = [await read(alice, 'sentitems'), await read(bob, 'inbox'), await read(carol, 'inbox')];
    expect(mimeOf(sent)).toContain('Bcc: carol@example.test\r\n');
    expect(mimeOf(forBob)).not.toContain('Bcc');
    expect(mimeOf(forCarol)).toBe(mimeOf(forBob));
    expect(mimeOf(forBob).endsWith('\r\n\r\nText\r\n')).toBe(true);
    expect(textOf(sent, 'InternetMessageId')).toBe(textOf(forBob, 'InternetMessageId'));
    expect([texts(sent, 'IsRead'), texts(forBob, 'IsRead')]).toEqual([['true'], ['false']]);
  });

  it('keeps no copy when none is asked for (MS-OXWSMSG_R203)', async () => {
    await alice.call(requests.createItem('SendOnly', mimeContent(outgoing)));
    expect(itemIds(await alice.call(requests.syncItems('sentitems')))).toEqual([]);
    expect(itemIds(await bob.call(requests.syncItems('inbox')))).toHaveLength(1);
  });

  it('sends a draft with its change key, and moves it to Sent Items', async () => {
    const saved = await alice.call(requests.createItem('SaveOnly', mimeContent(outgoing)));
    const [draft] = all(saved.body, 'ItemId');
    const id = draft?.attribute('Id') ?? '';
    expect(texts(await alice.call(requests.sendItem(id, undefined)), 'ResponseCode')).toEqual(['ErrorChangeKeyRequired']);
    expect(texts(await alice.call(requests.sendItem(id, draft?.attribute('ChangeKey'))), 'ResponseCode')).toEqual(['NoError']);
    expect(itemIds(await alice.call(requests.syncItems('drafts')))).toEqual([]);
    expect(itemIds(await alice.call(requests.syncItems('sentitems')))).toHaveLength(1);
    expect(itemIds(await bob.call(requests.syncItems('inbox')))).toHaveLength(1);
  });

  it.each([
    ['somebody else', outgoing.replace('alice', 'bob'), 'ErrorSendAsDenied'],
    ['nobody', 'From: alice@example.test\r\nSubject: To whom?\r\n\r\n', 'ErrorMissingRecipients'],
  ])('refuses a message from or to %s', async (_who, mime, code) => {
    expect(texts(await alice.call(requests.createItem('SendOnly', mimeContent(mime))), 'ResponseCode')).toEqual([code]);
  });

  it('makes the MIME of a message that is described by its properties', async () => {
    await alice.call(
      requests.createItem(
        'SendAndSaveCopy',
        '<t:Subject>Grüße &amp; more</t:Subject><t:Body BodyType="HTML">&lt;p&gt;Hällo&lt;/p&gt;</t:Body>' +
          `<t:Attachments><t:FileAttachment><t:Name>a b.txt</t:Name><t:ContentType>text/x-note</t:ContentType><t:Content>${base64('note')}</t:Content></t:FileAttachment></t:Attachments>` +
          '<t:ToRecipients><t:Mailbox><t:Name>Bob, the builder</t:Name><t:EmailAddress>bob@example.test</t:EmailAddress></t:Mailbox></t:ToRecipients>',
      ),
    );
    const received = await read(bob, 'inbox');
    expect([textOf(received, 'Subject'), textOf(received, 'Body')]).toEqual(['Grüße & more', '<p>Hällo</p>']);
    expect(all(received.body, 'ToRecipients')[0]?.child('Mailbox')?.textOf('Name')).toBe('Bob, the builder');
    expect([texts(received, 'HasAttachments'), all(received.body, 'FileAttachment')[0]?.textOf('Name')]).toEqual([['true'], 'a b.txt']);
  });

  it('hands out attached files and attached messages', async () => {
    const id = simulator.deliver('alice@example.test', 'Inbox', messageWithAttachments);
    const item = await alice.call(requests.getItem([id]));
    const [file = '', message = ''] = all(item.body, 'AttachmentId').map((element) => element.attribute('Id') ?? '');
    const content = await alice.call(requests.getAttachment(file));
    expect(Buffer.from(textOf(content, 'Content'), 'base64').toString()).toBe('a;1\nb;2\n');
    const inner = await alice.call(requests.getAttachment(message));
    expect(all(inner.body, 'ItemAttachment')[0]?.textOf('Name')).toBe('The inner one');
    expect(mimeOf(inner)).toContain('Inner text');
    const missing = await alice.call(requests.getAttachment(`${file.slice(0, -4)}OS45`));
    expect(texts(missing, 'ResponseCode')).toEqual(['ErrorInvalidAttachmentId']);
  });

  it('refuses a change by who has not seen the last one', async () => {
    const id = simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const key = all((await alice.call(requests.getItem([id]))).body, 'ItemId')[0]?.attribute('ChangeKey');
    expect(texts(await alice.call(requests.setRead(id, true, key)), 'ResponseCode')).toEqual(['NoError']);
    expect(texts(await alice.call(requests.setRead(id, false, key)), 'ResponseCode')).toEqual(['ErrorIrresolvableConflict']);
  });

  it.each([
    ['HardDelete', []],
    ['SoftDelete', ['recoverableitemsdeletions']],
    ['MoveToDeletedItems', ['deleteditems']],
  ])('deletes by %s', async (type, foundIn) => {
    const id = simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    await alice.call(requests.deleteItem(id, type));
    const holding = [];
    for (const folder of ['inbox', 'recoverableitemsdeletions', 'deleteditems']) {
      if (itemIds(await alice.call(requests.syncItems(folder))).length > 0) holding.push(folder);
    }
    expect(holding).toEqual(foundIn);
  });
});
