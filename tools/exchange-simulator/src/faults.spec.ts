import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { itemIds, requests, textOf, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';

describe('faults', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
    ['1', '2', '3'].forEach((subject) => simulator.deliver(alice, 'Inbox', plainMessage(subject)));
  });

  afterEach(() => simulator.close());

  const control = async (method: string, path: string, body?: object): Promise<number> =>
    (await fetch(`${simulator.controlUrl}${path}`, { method, body: JSON.stringify(body) ?? null })).status;
  const plan = (fault: object): Promise<number> => control('POST', '/faults', fault);
  const sync = () => client.call(requests.syncItems('inbox'));

  it('says busy, and how long to wait, in the words of Exchange', async () => {
    await plan({ kind: 'server-busy', milliseconds: 4000 });
    const { status, text } = await sync();
    expect([status, text]).toEqual([500, expect.stringMatching(/a:ErrorServerBusy.*<t:Value Name="BackOffMilliseconds">4000</)]);
    expect((await sync()).status).toBe(200);
    expect(simulator.stats()).toMatchObject({ faultsGiven: 1, operations: { SyncFolderItems: { requests: 2, errors: 1 } } });
  });

  it.each([
    ['http-503', 503, { 'retry-after': '1' }],
    ['http-429', 429, { 'retry-after': '1' }],
    ['http-401', 401, { 'www-authenticate': 'Basic realm="localhost", NTLM' }],
    ['impersonation-denied', 500, {}],
  ])('answers %s as HTTP status %i', async (kind, status, headers) => {
    await plan({ kind });
    expect(await sync()).toMatchObject({ status, headers });
  });

  it.each(['drop-connection', 'half-response'])('breaks off: %s', async (kind) => {
    await plan({ kind });
    await expect(sync()).rejects.toThrow(/hang up|aborted/);
  });

  it('sends what is no XML', async () => {
    await plan({ kind: 'garbage-xml' });
    await expect(sync()).rejects.toThrow('schema validation');
  });

  it('loses the answer to a message that it sends all the same', async () => {
    await plan({ kind: 'half-response', operation: 'CreateItem' });
    const mime = Buffer.from(`From: ${alice}\r\nTo: ${alice}\r\n\r\n`).toString('base64');
    await expect(client.call(requests.createItem('SendOnly', `<t:MimeContent>${mime}</t:MimeContent>`))).rejects.toThrow('aborted');
    expect(itemIds(await sync())).toHaveLength(4);
  });

  it('holds an answer back', async () => {
    await plan({ kind: 'slow', milliseconds: 80 });
    const start = performance.now();
    await sync();
    expect(performance.now() - start).toBeGreaterThan(75);
  });

  it('refuses a sync state, which clients must survive', async () => {
    const state = textOf(await sync(), 'SyncState');
    await plan({ kind: 'invalid-sync-state' });
    expect(texts(await client.call(requests.syncItems('inbox', state)), 'ResponseCode')).toEqual(['ErrorInvalidSyncStateData']);
    expect(texts(await client.call(requests.syncItems('inbox', state)), 'ResponseCode')).toEqual(['NoError']);
  });

  it('happens after so many items, in the midst of a batch', async () => {
    await plan({ kind: 'item-not-found', operation: 'GetItem', afterItems: 1 });
    const answer = await client.call(requests.getItem(itemIds(await sync())));
    expect(texts(answer, 'ResponseCode')).toEqual(['NoError', 'ErrorItemNotFound', 'NoError']);
  });

  it('happens to one mailbox or operation only', async () => {
    await plan({ kind: 'server-busy', mailbox: 'bob@example.test' });
    await plan({ kind: 'server-busy', operation: 'FindItem' });
    expect((await sync()).status).toBe(200);
    expect((await client.call(requests.findItem('inbox'))).status).toBe(500);
  });

  it('happens by chance, to the same requests each time that the seed is the same, however others come in between', async () => {
    simulator.deliver('bob@example.test', 'Inbox', plainMessage('1'));
    const campaign = async (seed: number, interleaved: boolean): Promise<number[]> => {
      await control('DELETE', '/faults');
      await plan({ kind: 'http-503', count: 100, probability: 0.5, seed });
      const statuses: number[] = [];
      for (let request = 0; request < 20; request++) {
        if (interleaved) await client.call(requests.getFolder('inbox'), { login: 'bob' });
        statuses.push((await sync()).status);
      }
      return statuses;
    };
    const first = await campaign(7, false);
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await campaign(7, true)).toEqual(first);
    expect(await campaign(8, false)).not.toEqual(first);
  });

  it('happens as often as it is planned, though not to every request', async () => {
    await plan({ kind: 'http-503', count: 2, probability: 0.4, seed: 3 });
    const statuses: number[] = [];
    for (let request = 0; request < 30; request++) statuses.push((await sync()).status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(2);
    await plan({ kind: 'http-503', probability: 0 });
    expect((await sync()).status).toBe(200);
  });

  it('loses subscriptions under an open connection', async () => {
    const id = textOf(await client.call(requests.subscribe('Streaming')), 'SubscriptionId');
    const stream = await client.open(requests.getStreamingEvents([id]));
    await stream.next();
    await plan({ kind: 'subscription-lost', mailbox: alice });
    expect(await stream.next()).toContain('ErrorSubscriptionNotFound');
    expect(await stream.next()).toContain('Closed');
    expect(texts(await client.call(requests.getStreamingEvents([id])), 'ResponseCode')).toEqual(['ErrorSubscriptionNotFound']);
  });

  it('can be taken back, and must be known', async () => {
    await plan({ kind: 'server-busy', count: 100 });
    await control('DELETE', '/faults');
    expect((await sync()).status).toBe(200);
    expect(await plan({ kind: 'earthquake' })).toBe(400);
    expect(await plan({ kind: 'slow', probability: 2 })).toBe(400);
    expect(await plan({ kind: 'slow', operation: 'MakeCoffee' })).toBe(400);
  });
});
