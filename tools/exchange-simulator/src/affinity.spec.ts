import { type RunningSimulator } from './simulator';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { requests, textOf, texts } from './testing/requests';
import { type Received, type Sending, SoapClient } from './testing/soap-client';

/** https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server */
describe('affinity', () => {
  let simulator: RunningSimulator;
  let service: SoapClient;
  /** Two mailboxes on different mailbox servers. */
  let here: string;
  let there: string;

  const start = async (affinity: boolean): Promise<void> => {
    simulator = await startSimulator({ tls: false, affinity, superUser: { address: 'svc@example.test', password: 'service' } });
    service = new SoapClient(simulator, { login: 'svc@example.test', password: 'service' });
  };
  const cookieOf = ({ headers }: Received): string | undefined => headers['set-cookie']?.[0]?.split(';')[0];
  const preferring = (anchor: string, cookie?: string): Sending => ({
    headers: { 'X-AnchorMailbox': anchor, 'X-PreferServerAffinity': 'true', ...(cookie !== undefined && { Cookie: `a=b; ${cookie}` }) },
  });
  const subscribe = (mailbox: string, sending: Sending): Promise<Received> =>
    service.call(requests.subscribe('Streaming'), { impersonate: mailbox, ...sending });

  /** Delivers to mailboxes until two are on different servers, as the cookies tell. */
  const populate = async (): Promise<void> => {
    const homes = new Map<string, string>();
    for (let number = 0; homes.size < 2; number++) {
      const address = `user${number}@example.test`;
      simulator.deliver(address, 'Inbox', plainMessage('1'));
      const cookie = cookieOf(await service.call(requests.getFolder('inbox'), { impersonate: address, ...preferring(address) })) ?? '';
      if (!homes.has(cookie)) homes.set(cookie, address);
    }
    [here, there] = [...homes.values()] as [string, string];
  };

  afterEach(() => simulator.close());

  it('is given as a cookie to who prefers it, and counted when it comes back', async () => {
    await start(false);
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const first = await subscribe('alice@example.test', preferring('alice@example.test'));
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^X-BackEndOverrideCookie=exch1\.localhost~\d+; path=\/; secure; HttpOnly$/),
    ]);
    const second = await subscribe('alice@example.test', preferring('alice@example.test', cookieOf(first)));
    expect(second.headers['set-cookie']).toBeUndefined();
    expect((await subscribe('alice@example.test', {})).headers['set-cookie']).toBeUndefined();
    expect(
      (await subscribe('alice@example.test', preferring('alice@example.test', 'X-BackEndOverrideCookie=other~1'))).headers['set-cookie'],
    ).toHaveLength(1);
    expect(simulator.stats().affinity).toEqual({ given: 2, replayed: 1 });
  });

  it('leads a group of subscriptions to one mailbox server, where one connection reads them', async () => {
    await start(true);
    await populate();
    const first = await subscribe(here, preferring(here));
    const second = await subscribe(there, preferring(here, cookieOf(first)));
    const ids = [first, second].map((answer) => textOf(answer, 'SubscriptionId'));
    const stream = await service.open(requests.getStreamingEvents(ids), preferring(here, cookieOf(first)));
    expect(await stream.next()).toContain('<m:ConnectionStatus>OK<');
    simulator.deliver(there, 'Inbox', plainMessage('2'));
    expect(await stream.next()).toContain('<t:NewMailEvent>');
    stream.close();
  });

  it('is missed where it is lost: another mailbox server does not know the subscription', async () => {
    await start(true);
    await populate();
    const id = textOf(await subscribe(here, preferring(here)), 'SubscriptionId');
    const lost = await service.call(requests.getStreamingEvents([id]), preferring(there));
    expect(texts(lost, 'ResponseCode')).toEqual(['ErrorSubscriptionNotFound']);
    expect(texts(await service.call(requests.unsubscribe(id), preferring(here)), 'ResponseCode')).toEqual(['NoError']);
  });
});
