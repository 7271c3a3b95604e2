import { type RunningSimulator } from './simulator';
import { startSimulator } from './testing/checked-simulator';
import { control } from './testing/control';
import { plainMessage } from './testing/messages';
import { itemIds, requests, textOf, texts } from './testing/requests';
import { type HangingResponse, type Received, type Sending, SoapClient } from './testing/soap-client';

const inbox = requests.getFolder('inbox');
const asService = { login: 'svc@example.test', password: 'service' };

/** https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange */
describe('throttling', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;
  const streams: HangingResponse[] = [];

  const start = async (options: Parameters<typeof startSimulator>[0]): Promise<void> => {
    simulator = await startSimulator({ tls: false, superUser: { address: asService.login, password: asService.password }, ...options });
    for (const name of ['alice', 'bob']) simulator.deliver(`${name}@example.test`, 'Inbox', plainMessage('1'));
    client = new SoapClient(simulator);
  };
  const together = (count: number, sending: Sending = {}): Promise<Received[]> =>
    Promise.all(Array.from({ length: count }, () => client.call(inbox, sending)));
  const listen = async (sending: Sending = {}): Promise<string> => {
    const id = textOf(await client.call(requests.subscribe('Streaming'), sending), 'SubscriptionId');
    const stream = await client.open(requests.getStreamingEvents([id]), sending);
    streams.push(stream);
    return (await stream.next()) ?? '';
  };

  afterEach(async () => {
    for (const stream of streams.splice(0)) stream.close();
    await simulator.close();
  });

  it('refuses what is beyond EWSMaxConcurrency, in the words of Exchange, and forgets it when the others are answered', async () => {
    await start({ maxConcurrency: 2, latency: 50 });
    const answers = await together(3);
    const [refused] = answers.filter(({ status }) => status === 500);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 500]);
    expect(refused?.text).toMatch(/a:ErrorExceededConnectionCount.*<t:Value Name="MaxConcurrencyLimit">2</);
    expect((await together(2)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it('counts what an account does in the name of another by a copy of its budget', async () => {
    await start({ maxConcurrency: 1, latency: 50 });
    const [alice, bob] = [
      { ...asService, impersonate: 'alice@example.test' },
      { ...asService, impersonate: 'bob@example.test' },
    ];
    const answers = await Promise.all([client.call(inbox), client.call(inbox, alice), client.call(inbox, bob)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await Promise.all([client.call(inbox, alice), client.call(inbox, alice)])).map(({ status }) => status).sort()).toEqual([
      200, 500,
    ]);
  });

  it('limits hanging connections for themselves', async () => {
    await start({ hangingConnections: 1, maxConcurrency: 1 });
    expect(await listen()).toContain('<m:ConnectionStatus>OK<');
    expect(await listen()).toContain('a:ErrorExceededConnectionCount');
    expect(await listen({ ...asService, impersonate: 'alice@example.test' })).toContain('<m:ConnectionStatus>OK<');
    expect((await client.call(inbox)).status).toBe(200);
  });

  it.each([
    ['Exchange2010_SP2', 10],
    ['Exchange2013', 3],
    ['Exchange2016', 10],
  ])('of hanging connections is that of %s', async (serverVersion, limit) => {
    await start({ serverVersion });
    client = new SoapClient(simulator, { version: 'Exchange2010_SP1' });
    for (let count = 0; count < limit; count++) expect(await listen()).toContain('<m:ConnectionStatus>OK<');
    expect(await listen()).toContain('a:ErrorExceededConnectionCount');
  });

  it('may be none', async () => {
    await start({ maxConcurrency: 0, latency: 20 });
    expect((await together(40)).every(({ status }) => status === 200)).toBe(true);
  });

  it('says busy inside an answer that seems to have gone well, once for each item', async () => {
    await start({});
    const ids = itemIds(await client.call(requests.syncItems('inbox')));
    await control(simulator, 'POST', '/faults', { kind: 'server-busy-in-response', milliseconds: 7000, count: 3 });
    const answer = await client.call(requests.getItem([...ids, ...ids]));
    expect([answer.status, texts(answer, 'ResponseCode')]).toEqual([200, ['ErrorInternalServerError', 'ErrorInternalServerError']]);
    expect(answer.text).toMatch(/<t:Value Name="InnerErrorResponseCode">ErrorServerBusy<.*<t:Value Name="BackOffMilliseconds">7000</);
    const mime = Buffer.from('From: alice@example.test\r\nTo: bob@example.test\r\n\r\n').toString('base64');
    const send = requests.createItem('SendOnly', `<t:MimeContent>${mime}</t:MimeContent>`);
    expect(texts(await client.call(send), 'ResponseCode')).toEqual(['ErrorInternalServerError']);
    await control(simulator, 'DELETE', '/faults');
    expect(texts(await client.call(inbox, { login: 'bob' }), 'TotalCount')).toEqual(['1']);
  });

  it('says busy inside the answer to who wants to listen', async () => {
    await start({});
    const id = textOf(await client.call(requests.subscribe('Streaming')), 'SubscriptionId');
    await control(simulator, 'POST', '/faults', { kind: 'server-busy-in-response' });
    const answer = await client.call(requests.getStreamingEvents([id]));
    expect(texts(answer, 'ResponseCode')).toEqual(['ErrorInternalServerError']);
  });
});
