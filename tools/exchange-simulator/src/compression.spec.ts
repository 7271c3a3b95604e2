import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { requests, textOf, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

describe('gzip', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;
  const headers = { 'Accept-Encoding': 'gzip, deflate' };

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const rawAnswer = (operation: string, accept: Record<string, string>): Promise<{ coding: string | undefined; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const sent = request(simulator.url, {
        method: 'POST',
        headers: { 'Content-Type': 'text/xml', Authorization: `Basic ${btoa('alice:secret')}`, ...accept },
      });
      sent.on('error', reject).on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ coding: response.headers['content-encoding'], body: Buffer.concat(chunks) }));
      });
      sent.end(
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"' +
          ` xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Body>${operation}</s:Body></s:Envelope>`,
      );
    });

  it('compresses answers for clients that accept it, and for no other', async () => {
    const compressed = await rawAnswer(requests.getFolder('inbox'), headers);
    const plain = await rawAnswer(requests.getFolder('inbox'), {});
    expect([compressed.coding, plain.coding]).toEqual(['gzip', undefined]);
    expect(gunzipSync(compressed.body).toString()).toBe(plain.body.toString());
  });

  // exchangelib's get_streaming_events.py looks for tags among single bytes, and sends Accept-Encoding: gzip.
  it('leaves notifications as they are', async () => {
    const id = textOf(await client.call(requests.subscribe('Streaming')), 'SubscriptionId');
    const stream = await client.open(requests.getStreamingEvents([id]), { headers });
    expect(await stream.next()).toContain('<m:ConnectionStatus>OK</m:ConnectionStatus>');
    stream.close();
    expect(texts(await client.call(requests.getStreamingEvents(['unknown']), { headers }), 'ResponseCode')).toEqual([
      'ErrorSubscriptionNotFound',
    ]);
  });
});
