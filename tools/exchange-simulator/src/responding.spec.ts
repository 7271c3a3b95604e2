import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { messageWithAttachments, plainMessage } from './testing/messages';
import { all, itemIds, requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const response = (kind: string, id: string, rest = ''): string =>
  `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items><t:${kind}>${rest}<t:ReferenceItemId Id="${id}"/>` +
  `<t:NewBodyContent BodyType="Text">Seven.</t:NewBodyContent></t:${kind}></m:Items></m:CreateItem>`;
const question = plainMessage(
  'RE: Question',
  ['Message-ID: <2@example.test>', 'References: <1@example.test>', 'Cc: carol@example.test, dan@example.test'],
  'How many?',
);
const toCarol = '<t:ToRecipients><t:Mailbox><t:EmailAddress>carol@example.test</t:EmailAddress></t:Mailbox></t:ToRecipients>';

/** MS-OXWSCORE 2.2.4.21 and 2.2.4.22 (SmartResponseBaseType, SmartResponseType); MS Learn, "Respond to email messages by using EWS". */
describe('response objects', () => {
  let simulator: RunningSimulator;
  let alice: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    for (const name of ['alice', 'bob', 'carol', 'dan']) simulator.deliver(`${name}@example.test`, 'Archive', plainMessage('1'));
    alice = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const inboxOf = async (login: string): Promise<Received> => {
    const client = new SoapClient(simulator, { login });
    const ids = itemIds(await client.call(requests.syncItems('inbox')));
    return ids.length === 0 ? client.call(requests.findItem('inbox')) : client.call(requests.getItem(ids));
  };
  const recipients = (received: Received, field: string): string[] =>
    all(received.body, field).flatMap((list) => list.children.map((mailbox) => mailbox.textOf('EmailAddress') ?? ''));

  it('a reply goes to the author, quotes the message, and belongs to its thread (MS-OXWSCORE_R172, R179, R186)', async () => {
    const id = simulator.deliver('alice@example.test', 'Inbox', question);
    expect(texts(await alice.call(response('ReplyToItem', id)), 'ResponseCode')).toEqual(['NoError']);
    const answer = await inboxOf('bob');
    expect([textOf(answer, 'Subject'), textOf(answer, 'InReplyTo'), textOf(answer, 'References')]).toEqual([
      'RE: Question',
      '<2@example.test>',
      '<1@example.test> <2@example.test>',
    ]);
    expect(textOf(answer, 'Body')).toMatch(/^Seven\.[^]*From: Bob[^]*How many\?/);
    expect(texts(await inboxOf('carol'), 'Subject')).toEqual([]);
    expect(itemIds(await alice.call(requests.findItem('sentitems')))).toHaveLength(1);
  });

  it('a reply to all goes to everybody but oneself', async () => {
    const id = simulator.deliver('alice@example.test', 'Inbox', question);
    await alice.call(response('ReplyAllToItem', id));
    const answer = await inboxOf('dan');
    expect(recipients(answer, 'ToRecipients')).toEqual(['bob@example.test']);
    expect(recipients(answer, 'CcRecipients')).toEqual(['carol@example.test', 'dan@example.test']);
  });

  it('a forward takes the attachments along, under a subject of its own when it has one (MS-OXWSCORE_R170)', async () => {
    const id = simulator.deliver('alice@example.test', 'Inbox', messageWithAttachments);
    await alice.call(response('ForwardItem', id, toCarol));
    await alice.call(response('ForwardItem', id, `<t:Subject>Look</t:Subject>${toCarol}`));
    const forwarded = await inboxOf('carol');
    expect(texts(forwarded, 'Subject').sort()).toEqual(['FW: With attachments', 'Look']);
    const names = all(forwarded.body, 'Attachments').map((list) => list.children.map((attachment) => attachment.textOf('Name')));
    expect(names).toEqual([
      ['prices.csv', 'The inner one'],
      ['prices.csv', 'The inner one'],
    ]);
    expect(textOf(forwarded, 'Body')).toContain('<p>See <b>both</b></p>');
  });

  it('answers to what is not there are refused', async () => {
    const id = simulator.deliver('alice@example.test', 'Inbox', question);
    await alice.call(requests.deleteItem(id, 'HardDelete'));
    expect(texts(await alice.call(response('ReplyToItem', id)), 'ResponseCode')).toEqual(['ErrorItemNotFound']);
    const nobody = await alice.call(response('ForwardItem', simulator.deliver('alice@example.test', 'Inbox', question)));
    expect(texts(nobody, 'ResponseCode')).toEqual(['ErrorInvalidRecipients']);
  });

  it('a creation answers with the ids of the attachments', async () => {
    const file = `<t:Attachments><t:FileAttachment><t:Name>a.txt</t:Name><t:Content>YQ==</t:Content></t:FileAttachment></t:Attachments>`;
    const created = await alice.call(requests.createItem('SaveOnly', `<t:Subject>With a file</t:Subject>${file}`));
    const [id] = all(created.body, 'AttachmentId').map((element) => element.attribute('Id') ?? '');
    const content = await alice.call(requests.getAttachment(id ?? ''));
    expect(Buffer.from(textOf(content, 'Content'), 'base64').toString()).toBe('a');
  });
});
