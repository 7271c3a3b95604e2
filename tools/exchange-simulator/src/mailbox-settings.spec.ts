import { type RunningSimulator } from './simulator';
import { startSimulator } from './testing/checked-simulator';
import { control } from './testing/control';
import { plainMessage } from './testing/messages';
import { itemIds, requests, textOf, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const [alice, bob, carol] = ['alice@example.test', 'bob@example.test', 'carol@example.test'] as const;
const inbox = requests.getFolder('inbox');
const foreign = (operation: string, owner: string): string =>
  operation.replace(
    '<t:DistinguishedFolderId Id="inbox"/>',
    `<t:DistinguishedFolderId Id="inbox"><t:Mailbox><t:EmailAddress>${owner}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`,
  );

describe('a mailbox that is set up while the server runs', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;
  let item: string;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
    simulator.deliver(alice, 'Inbox', plainMessage('1'));
    item = simulator.deliver(bob, 'Inbox', plainMessage('1'));
    simulator.deliver(carol, 'Inbox', plainMessage('1'));
  });

  afterEach(() => simulator.close());

  const configure = (settings: object, address: string = bob) => control(simulator, 'PUT', `/mailboxes/${address}`, settings);

  it('tells its settings, but no password; what is not given stays', async () => {
    await configure({ aliases: ['Robert@example.test'], password: 'new' });
    expect(await configure({ delegates: [alice] })).toEqual({
      status: 200,
      answer: {
        address: bob,
        sid: expect.stringMatching(/^S-1-5-21-/) as string,
        aliases: ['robert@example.test'],
        delegates: [alice],
        disabled: false,
        ewsEnabled: true,
        impersonation: 'allowed',
        maxSendSize: 35 * 1024 * 1024,
      },
    });
  });

  it.each([{ aliases: 'robert@example.test' }, { aliases: ['robert'] }, { disabled: 1 }, { impersonation: 'maybe' }, { color: 'red' }])(
    'refuses %j, and changes nothing',
    async (settings) => {
      expect(await configure(settings, 'new@example.test')).toMatchObject({ status: 400, answer: { code: 'invalid-input' } });
      expect((await control(simulator, 'GET', '/mailboxes/new@example.test')).status).toBe(404);
    },
  );

  it('has an alias that nobody else has', async () => {
    expect(await configure({ aliases: [alice] })).toMatchObject({
      status: 400,
      answer: { message: `"${alice}" belongs to another mailbox.` },
    });
    await configure({ aliases: ['shared@example.test'] });
    expect((await configure({ aliases: ['shared@example.test'] }, carol)).status).toBe(400);
    await configure({ aliases: [] });
    expect((await configure({ aliases: ['shared@example.test'] }, carol)).status).toBe(200);
  });

  it('gets mail for an alias, which is no login', async () => {
    await configure({ aliases: ['robert@example.test'] });
    simulator.deliver('robert@example.test', 'Inbox', plainMessage('2'));
    const mime = Buffer.from(`From: ${alice}\r\nTo: Robert <robert@example.test>\r\nSubject: 3\r\n\r\n`).toString('base64');
    await client.call(requests.createItem('SendOnly', `<t:MimeContent>${mime}</t:MimeContent>`));
    expect(texts(await client.call(inbox, { login: bob }), 'TotalCount')).toEqual(['3']);
    expect((await client.call(inbox, { login: 'robert@example.test' })).status).toBe(401);
  });

  it('has a password of its own from then on', async () => {
    await configure({ password: 'new' });
    expect((await client.call(inbox, { login: bob })).status).toBe(401);
    expect((await client.call(inbox, { login: bob, password: 'new' })).status).toBe(200);
    expect((await client.call(inbox)).status).toBe(200);
  });

  it('lets nobody sign in to a disabled account; mail still arrives', async () => {
    await configure({ disabled: true });
    expect((await client.call(inbox, { login: bob })).status).toBe(401);
    simulator.deliver(bob, 'Inbox', plainMessage('2'));
    await configure({ disabled: false });
    expect(texts(await client.call(inbox, { login: bob }), 'TotalCount')).toEqual(['2']);
  });

  // https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/controlling-client-application-access-to-ews-in-exchange
  it('is not for EWS: who it belongs to is forbidden, whoever has access to it is not', async () => {
    await configure({ ewsEnabled: false, delegates: [alice] });
    expect((await client.call(inbox, { login: bob })).status).toBe(403);
    expect(texts(await client.call(foreign(inbox, bob)), 'ResponseCode')).toEqual(['NoError']);
    await configure({ ewsEnabled: false }, alice);
    expect((await client.call(foreign(inbox, bob))).status).toBe(403);
  });

  // https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/delegate-access-and-ews-in-exchange
  describe('that others have full access to', () => {
    beforeEach(() => configure({ delegates: [alice] }));

    it('shows them its folders by its name, and everything in it by its id', async () => {
      const synced = await client.call(foreign(requests.syncItems('inbox'), bob));
      expect(itemIds(synced)).toEqual([item]);
      expect(texts(await client.call(requests.getItem([item])), 'ResponseCode')).toEqual(['NoError']);
      await client.call(requests.setRead(item, true));
      const state = textOf(synced, 'SyncState');
      expect((await client.call(foreign(requests.syncItems('inbox', state), bob))).text).toContain('<t:IsRead>true</t:IsRead>');
      await client.call(requests.deleteItem(item, 'MoveToDeletedItems'));
      expect(texts(await client.call(requests.getFolder('deleteditems'), { login: bob }), 'TotalCount')).toEqual(['1']);
    });

    it('tells them of what arrives in it', async () => {
      const id = textOf(await client.call(foreign(requests.subscribe('Streaming'), bob)), 'SubscriptionId');
      const stream = await client.open(requests.getStreamingEvents([id]));
      await stream.next();
      simulator.deliver(bob, 'Inbox', plainMessage('2'));
      expect(await stream.next()).toContain('<t:NewMailEvent>');
      stream.close();
    });

    it('does not give its messages away to another mailbox', async () => {
      expect(texts(await client.call(requests.moveItem(item, 'inbox')), 'ResponseCode')).toEqual(['ErrorCrossMailboxMoveCopy']);
    });

    it('is closed to everybody else, whose requests by id find nothing', async () => {
      const asCarol = { login: carol };
      expect(texts(await client.call(foreign(inbox, bob), asCarol), 'ResponseCode')).toEqual(['ErrorAccessDenied']);
      expect(texts(await client.call(requests.getItem([item]), asCarol), 'ResponseCode')).toEqual(['ErrorItemNotFound']);
      expect(texts(await client.call(foreign(inbox, 'zoe@example.test'), asCarol), 'ResponseCode')).toEqual(['ErrorNonExistentMailbox']);
      await configure({ delegates: [] });
      expect(texts(await client.call(requests.getItem([item])), 'ResponseCode')).toEqual(['ErrorItemNotFound']);
    });
  });
});
