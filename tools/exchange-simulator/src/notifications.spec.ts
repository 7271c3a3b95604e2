import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, requests, textOf, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';

describe('notifications', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  const start = async (times: { keepAlive?: number; minute?: number } = {}): Promise<void> => {
    simulator = await startSimulator({ tls: false, superUser: { address: 'svc@example.test', password: 'pw' }, ...times });
    simulator.deliver(alice, 'Archive', plainMessage('makes the mailbox'));
    client = new SoapClient(simulator);
  };
  const deliver = (): string => simulator.deliver(alice, 'Inbox', plainMessage('new'));
  const subscribe = async (): Promise<string> => textOf(await client.call(requests.subscribe('Streaming')), 'SubscriptionId');

  afterEach(() => simulator.close());

  it('streams a delivery in the next envelope, with the item that is new', async () => {
    await start();
    const stream = await client.open(requests.getStreamingEvents([await subscribe()]));
    expect(await stream.next()).toContain('<m:ConnectionStatus>OK</m:ConnectionStatus>');
    const id = deliver();
    const told = await stream.next();
    expect(told).toMatch(/<t:CreatedEvent>.*<t:NewMailEvent>.*<t:ModifiedEvent>.*<t:UnreadCount>1</);
    expect(told).toContain(`<t:ItemId Id="${id}"`);
    stream.close();
  });

  it('tells what happened between two connections when the second opens', async () => {
    await start();
    const id = await subscribe();
    deliver();
    const stream = await client.open(requests.getStreamingEvents([id]));
    await stream.next();
    expect(await stream.next()).toContain('<t:NewMailEvent>');
    stream.close();
  });

  it('tells of a move with both ids, and of no folder that is not watched', async () => {
    await start();
    const item = deliver();
    const stream = await client.open(requests.getStreamingEvents([await subscribe()]));
    await stream.next();
    simulator.deliver(alice, 'Drafts', plainMessage('elsewhere'));
    await client.call(requests.moveItem(item, 'junkemail'));
    const told = (await stream.next()) ?? '';
    expect(told).toMatch(new RegExp(`<t:MovedEvent>.*<t:OldItemId Id="${item.replace(/[+]/g, '\\+')}"`));
    expect(told).not.toContain('CreatedEvent');
    stream.close();
  });

  it('keeps the connection alive, and closes it when its time is over', async () => {
    await start({ keepAlive: 0.01, minute: 200 });
    const stream = await client.open(requests.getStreamingEvents([await subscribe()], 1));
    const envelopes: string[] = [];
    for (let text = await stream.next(); text !== undefined; text = await stream.next()) envelopes.push(text);
    expect(envelopes[1]).toContain('<t:StatusEvent></t:StatusEvent>');
    expect(envelopes.at(-1)).toContain('<m:ConnectionStatus>Closed</m:ConnectionStatus>');
    await stream.ended;
  });

  it('refuses a subscription that is unknown or has expired (ResponseCode)', async () => {
    await start({ minute: 0 });
    const read = async (id: string, reader = client): Promise<string[]> =>
      texts(await reader.call(requests.getStreamingEvents([id])), 'ResponseCode');
    expect(await read('unknown')).toEqual(['ErrorSubscriptionNotFound']);
    const made = await client.call(requests.subscribe('Pull'));
    const pull = async (): Promise<string[]> =>
      texts(await client.call(requests.getEvents(textOf(made, 'SubscriptionId'), textOf(made, 'Watermark'))), 'ResponseCode');
    expect([await pull(), await pull()]).toEqual([['ErrorExpiredSubscription'], ['ErrorSubscriptionNotFound']]);
  });

  it('lets only the account that made a subscription read it, though it acts for another', async () => {
    await start();
    const service = new SoapClient(simulator, { login: 'svc@example.test', password: 'pw' });
    const id = textOf(await service.call(requests.subscribe('Streaming'), { impersonate: alice }), 'SubscriptionId');
    expect(texts(await client.call(requests.getStreamingEvents([id])), 'ResponseCode')).toEqual(['ErrorSubscriptionAccessDenied']);
    const stream = await service.open(requests.getStreamingEvents([id]), { impersonate: alice });
    await stream.next();
    deliver();
    expect(await stream.next()).toContain('NewMailEvent');
    stream.close();
  });

  it('hands a subscription over to a newer connection', async () => {
    await start();
    const id = await subscribe();
    const older = await client.open(requests.getStreamingEvents([id]));
    await older.next();
    const newer = await client.open(requests.getStreamingEvents([id]));
    expect(await older.next()).toContain('ErrorNewEventStreamConnectionOpened');
    expect(await older.next()).toContain('Closed');
    await newer.next();
    deliver();
    expect(await newer.next()).toContain('NewMailEvent');
    newer.close();
  });

  it('tells a connection when its subscription has ended (ResponseCode: ErrorSubscriptionUnsubscribed)', async () => {
    await start();
    const id = await subscribe();
    const stream = await client.open(requests.getStreamingEvents([id]));
    await stream.next();
    await client.call(requests.unsubscribe(id));
    expect(await stream.next()).toContain('ErrorSubscriptionUnsubscribed');
    expect(texts(await client.call(requests.unsubscribe(id)), 'ResponseCode')).toEqual(['ErrorSubscriptionNotFound']);
  });

  it('repeats pulled events until their watermark is given back', async () => {
    await start();
    const made = await client.call(requests.subscribe('Pull'));
    const [id, watermark] = [textOf(made, 'SubscriptionId'), textOf(made, 'Watermark')];
    expect(texts(await client.call(requests.getEvents(id, watermark)), 'StatusEvent')).toHaveLength(1);
    deliver();
    const first = await client.call(requests.getEvents(id, watermark));
    expect(first.text).toContain('<t:NewMailEvent>');
    expect((await client.call(requests.getEvents(id, watermark))).text).toContain('<t:NewMailEvent>');
    const last = texts(first, 'Watermark').at(-1) ?? '';
    expect((await client.call(requests.getEvents(id, last))).text).not.toContain('NewMailEvent');
    expect(texts(await client.call(requests.getEvents(id, watermark)), 'ResponseCode')).toEqual(['ErrorInvalidWatermark']);
  });

  it('pulls 50 events at once, and says whether more wait (MS-OXWSNTIF 2.2.4.5, MoreEvents)', async () => {
    await start();
    const made = await client.call(requests.subscribe('Pull', 'inbox', ['NewMailEvent']));
    const id = textOf(made, 'SubscriptionId');
    for (let count = 0; count < 60; count++) deliver();
    const first = await client.call(requests.getEvents(id, textOf(made, 'Watermark')));
    const second = await client.call(requests.getEvents(id, texts(first, 'Watermark').at(-1) ?? ''));
    expect([first, second].map((answer) => [texts(answer, 'NewMailEvent').length, texts(answer, 'MoreEvents')])).toEqual([
      [50, ['true']],
      [10, ['false']],
    ]);
  });

  it.each([
    ['Pull', 'ErrorEventNotFound'],
    ['Streaming', 'ErrorMissedNotificationEvents'],
  ] as const)('%s: gives up events that nobody fetches, and the subscription with them (ResponseCode: %s)', async (kind, code) => {
    await start();
    const made = await client.call(requests.subscribe(kind, 'inbox', ['CreatedEvent']));
    const id = textOf(made, 'SubscriptionId');
    simulator.generate(alice, { folder: 'Inbox', count: 10_001, bytes: 2048, seed: 1 });
    const request = kind === 'Pull' ? requests.getEvents(id, textOf(made, 'Watermark')) : requests.getStreamingEvents([id]);
    const ask = async (): Promise<string[]> => texts(await client.call(request), 'ResponseCode');
    expect([await ask(), await ask()]).toEqual([[code], ['ErrorSubscriptionNotFound']]);
  });

  it('reads each kind of subscription in its own way (ResponseCode: ErrorInvalidPullSubscriptionId, ErrorInvalidSubscription)', async () => {
    await start();
    const pull = await client.call(requests.subscribe('Pull'));
    const watermark = textOf(pull, 'Watermark');
    expect(texts(await client.call(requests.getEvents(await subscribe(), watermark)), 'ResponseCode')).toEqual([
      'ErrorInvalidPullSubscriptionId',
    ]);
    const streamed = await client.call(requests.getStreamingEvents([textOf(pull, 'SubscriptionId')]));
    expect(texts(streamed, 'ResponseCode')).toEqual(['ErrorInvalidSubscription']);
  });

  it('names those of several subscriptions that cannot be read', async () => {
    await start();
    const good = await subscribe();
    const answer = await client.call(requests.getStreamingEvents([good, 'gone', 'unknown']));
    expect(all(answer.body, 'ErrorSubscriptionIds').flatMap(({ children }) => children.map(({ text }) => text))).toEqual([
      'gone',
      'unknown',
    ]);
    expect([texts(answer, 'ResponseCode'), texts(answer, 'ConnectionStatus')]).toEqual([['ErrorSubscriptionNotFound'], ['Closed']]);
  });

  it('reads at most 200 subscriptions on a connection', async () => {
    await start();
    const ids = await Promise.all(Array.from({ length: 201 }, subscribe));
    expect(texts(await client.call(requests.getStreamingEvents(ids)), 'ResponseCode')).toEqual(['ErrorExceededSubscriptionCount']);
    const stream = await client.open(requests.getStreamingEvents(ids.slice(1)));
    expect(await stream.next()).toContain('OK');
    stream.close();
  });

  it('subscribes to some folders or to all, not to both (ResponseCode: ErrorInvalidSubscriptionRequest)', async () => {
    await start();
    const both = requests.subscribe('Streaming').replace('Request>', 'Request SubscribeToAllFolders="true">');
    expect(texts(await client.call(both), 'ResponseCode')).toEqual(['ErrorInvalidSubscriptionRequest']);
  });

  describe('in chunks', () => {
    const chunk = async (chunking: string): Promise<number> =>
      (await fetch(`${simulator.controlUrl}/streaming`, { method: 'PUT', body: JSON.stringify({ chunking }) })).status;
    /** What a delivery looks like on the wire: the chunks after the first envelope, and the events in their envelopes. */
    const deliveryOnTheWire = async (chunking: string): Promise<{ chunks: string[]; envelopes: string[] }> => {
      await start();
      const stream = await client.open(requests.getStreamingEvents([await subscribe()]));
      await stream.next();
      const before = stream.chunks.length;
      await chunk(chunking);
      deliver();
      const envelopes: string[] = [];
      while (!envelopes.join('').includes('</t:ModifiedEvent>')) envelopes.push((await stream.next()) ?? '');
      stream.close();
      return { chunks: stream.chunks.slice(before), envelopes };
    };

    it('sends several envelopes in one chunk', async () => {
      const { chunks, envelopes } = await deliveryOnTheWire('together');
      expect(envelopes.map((text) => /<t:(\w+Event)>/.exec(text)?.[1])).toEqual(['CreatedEvent', 'NewMailEvent', 'ModifiedEvent']);
      expect(chunks).toEqual([envelopes.join('')]);
    });

    it('sends one envelope in several chunks', async () => {
      const { chunks, envelopes } = await deliveryOnTheWire('split');
      expect(envelopes).toHaveLength(1);
      expect(chunks.length).toBeGreaterThan(5);
      expect(chunks.join('')).toBe(envelopes.join(''));
    });

    it('knows no other ways', async () => {
      await start();
      expect(await chunk('random')).toBe(400);
    });
  });
});
