import { type RunningSimulator } from './index';
import { invalidOnPurpose, startSimulator } from './testing/checked-simulator';
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
    expect(mimeOf(forBob)).toContain('\r\nFrom: alice@example.test\r\n');
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
    ['nobody', 'From: alice@example.test\r\nSubject: To whom?\r\n\r\n', 'ErrorInvalidRecipients'],
    ['an impossible address', outgoing.replace('bob@example.test', 'bob@'), 'ErrorInvalidRecipients'],
  ])('refuses a message from or to %s', async (_who, mime, code) => {
    expect(texts(await alice.call(requests.createItem('SendOnly', mimeContent(mime))), 'ResponseCode')).toEqual([code]);
  });

  it('refuses a message that is larger than the mailbox may send (ResponseCode: ErrorMessageSizeExceeded)', async () => {
    const configure = { method: 'PUT', body: JSON.stringify({ maxSendSize: 100 }) };
    await fetch(`${simulator.controlUrl}/mailboxes/alice@example.test`, configure);
    const answer = await alice.call(requests.createItem('SendOnly', mimeContent(outgoing + 'x'.repeat(100))));
    expect(texts(answer, 'ResponseCode')).toEqual(['ErrorMessageSizeExceeded']);
    expect(itemIds(await bob.call(requests.syncItems('inbox')))).toEqual([]);
  });

  it('reports to the sender who is not there, and delivers to the others (RFC 3464)', async () => {
    const mime = outgoing.replace('outside@else.where', 'nobody@example.test, outside@else.where');
    await alice.call(requests.createItem('SendAndSaveCopy', mimeContent(mime)));
    const report = await read(alice, 'inbox');
    expect([texts(report, 'ItemClass'), texts(report, 'Subject')]).toEqual([['REPORT.IPM.Note.NDR'], ['Undeliverable: Hi']]);
    expect(mimeOf(report)).toMatch(/Final-Recipient: rfc822;nobody@example\.test\r\nAction: failed\r\nStatus: 5\.1\.1/);
    expect(mimeOf(report)).not.toContain('Final-Recipient: rfc822;outside');
    expect(textOf(report, 'InReplyTo')).toBe(textOf(await read(bob, 'inbox'), 'InternetMessageId'));
  });

  it('notes in what it delivers when it was received, and adds what a message must have (RFC 5321, 4.4)', async () => {
    await alice.call(requests.createItem('SendAndSaveCopy', mimeContent('To: bob@example.test\r\n\r\nText\r\n')));
    const [sent, received] = [mimeOf(await read(alice, 'sentitems')), mimeOf(await read(bob, 'inbox'))];
    expect(received.replace(/^Received: .*\r\n/, '')).toBe(sent);
    expect(sent).toMatch(/^From: <alice@example\.test>\r\nMessage-ID: <\S+>\r\nDate: .*\r\nTo: bob/);
  });

  it.each([
    ['another address of the mailbox', 'al@example.test', 'NoError'],
    ["somebody else's address", 'bob@example.test', 'ErrorSendAsDenied'],
  ])('sends from %s, or not', async (_whose, from, code) => {
    await fetch(`${simulator.controlUrl}/mailboxes/alice@example.test`, {
      method: 'PUT',
      body: JSON.stringify({ aliases: ['al@example.test'] }),
    });
    const answer = await alice.call(requests.createItem('SendOnly', mimeContent(outgoing.replace('alice@example.test', from))));
    expect(texts(answer, 'ResponseCode')).toEqual([code]);
  });

  describe('a draft', () => {
    const save = async (mime = outgoing): Promise<[string, string | undefined]> => {
      const [draft] = all((await alice.call(requests.createItem('SaveOnly', mimeContent(mime)))).body, 'ItemId');
      return [draft?.attribute('Id') ?? '', draft?.attribute('ChangeKey')];
    };
    const codes = async (request: string): Promise<string[]> => texts(await alice.call(request), 'ResponseCode');

    it('is not sent as somebody has seen it who has not seen it as it is (ResponseCode: ErrorStaleObject)', async () => {
      const [id, key] = await save();
      await alice.call(requests.setRead(id, false));
      expect(await codes(requests.sendItem(id, key))).toEqual(['ErrorStaleObject']);
    });

    it('is not sent to nobody (ResponseCode: ErrorMissingRecipients)', async () => {
      expect(await codes(requests.sendItem(...(await save('Subject: To whom?\r\n\r\n'))))).toEqual(['ErrorMissingRecipients']);
    });

    it('is not copied into a folder when no copy is wanted (ResponseCode: ErrorInvalidSendItemSaveSettings)', async () => {
      const [id, key] = await save();
      const folder = '<m:SavedItemFolderId><t:DistinguishedFolderId Id="inbox"/></m:SavedItemFolderId></m:SendItem>';
      const request = (saves: boolean): string => requests.sendItem(id, key, saves).replace('</m:SendItem>', folder);
      expect(await codes(request(false))).toEqual(['ErrorInvalidSendItemSaveSettings']);
      expect(await codes(request(true))).toEqual(['NoError']);
      expect(texts(await read(alice, 'inbox'), 'Subject')).toEqual(['Hi']);
    });

    it('can be sent by changing it (MS-OXWSMSG_R142)', async () => {
      const [id] = await save();
      const request = requests
        .updateItem(id, 'item:Importance', '<t:Importance>High</t:Importance>')
        .replace('SaveOnly', 'SendAndSaveCopy');
      const answer = await alice.call(request);
      expect([texts(answer, 'ResponseCode'), itemIds(answer)]).toEqual([['NoError'], []]);
      expect(texts(await read(bob, 'inbox'), 'Importance')).toEqual(['High']);
      expect(texts(await read(alice, 'sentitems'), 'IsRead')).toEqual(['true']);
      expect(itemIds(await alice.call(requests.syncItems('drafts')))).toEqual([]);
    });

    it('is a message (ResponseCode: ErrorInvalidItemForOperationSendItem)', async () => {
      const id = simulator.deliver('alice@example.test', 'Contacts', plainMessage('Zoe'), { itemClass: 'IPM.Contact' });
      const key = all((await alice.call(requests.getItem([id]))).body, 'ItemId')[0]?.attribute('ChangeKey');
      expect(await codes(requests.sendItem(id, key))).toEqual(['ErrorInvalidItemForOperationSendItem']);
    });
  });

  it.each([
    ['MIME that is no base64', '<t:MimeContent>?</t:MimeContent>', 'ErrorMimeContentInvalidBase64String'],
    ['a contact', '<t:Contact><t:DisplayName>Zoe</t:DisplayName></t:Contact>', 'ErrorInvalidItemForOperationCreateItem'],
  ])('makes nothing of %s (ResponseCode: %s)', async (_what, content, code) => {
    const request = requests.createItem('SaveOnly', content).replace(/<t:Message>(<t:Contact>.*)<\/t:Message>/, '$1');
    const answer = await invalidOnPurpose(simulator, () => alice.call(request));
    expect(answer.text).toContain(code);
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
