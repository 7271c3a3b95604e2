import { type RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import type { MailboxSession } from '@mailroom/mail-adapter';
import { changesSince, describeMailAdapter, fetchAll, folderAt, sampleMessage } from '@mailroom/mail-adapter/testing';
import { exchangeAdapter } from './index';
import { exchangeHarness } from './testing/exchange-harness';
import { type Oddities, type OddServer, startOddServer } from './testing/odd-server';
import { mailboxOf, openNetwork } from './testing/simulator';

const oddServers: [string, Oddities][] = [
  [
    'without prefixes, in the wrong order',
    {
      prefixes: 'none',
      container: 'Responses',
      reversed: true,
      nanoseconds: true,
      brokenBase64: true,
      idPrefix: `ö&<"'> /+=#%20`,
      transfer: 'close',
    },
  ],
  [
    'with the wrong prefixes, ornate',
    { prefixes: 'everywhere-others', ornate: true, manyEnvelopes: true, updatesForReadFlags: true, encoding: 'utf-8-with-mark' },
  ],
  [
    'in UTF-16, without change keys',
    { encoding: 'utf-16', without: ['ChangeKey', 'InternetMessageId', 'ServerVersionInfo'], transfer: 'with-length' },
  ],
];

describe.each(oddServers)('Of a server that writes %s,', (_, oddities) => {
  describeMailAdapter('Exchange', async () => {
    const simulator = await startSimulator({ tls: false });
    const odd = await startOddServer(simulator.serviceAddress, oddities);
    const harness = exchangeHarness(simulator, exchangeAdapter()(openNetwork), { serviceAddress: odd.serviceAddress });
    return { ...harness, close: () => odd.close().then(() => harness.close()) };
  });
});

describe('a server of few words', () => {
  const adapter = exchangeAdapter()(openNetwork);
  const address = 'anna@example.com';
  let simulator: RunningSimulator;
  let odd: OddServer;
  beforeAll(async () => {
    simulator = await startSimulator({ tls: false });
    simulator.deliver(address, 'Inbox', sampleMessage('first'));
    simulator.deliver(address, 'Inbox', sampleMessage('second'));
  });
  afterEach(() => odd.close());
  afterAll(async () => {
    await adapter.close();
    await simulator.close();
  });

  async function open(oddities: Oddities): Promise<MailboxSession> {
    odd = await startOddServer(simulator.serviceAddress, oddities);
    return adapter.open(mailboxOf({ serviceAddress: odd.serviceAddress, ca: undefined }, address));
  }

  it('has its messages listed and fetched, though it tells neither their time nor their size, class or state', async () => {
    const session = await open({ without: ['DateTimeReceived', 'Size', 'ItemClass', 'IsRead', 'ChangeKey', 'IncludesLastItemInRange'] });
    const { all, refs } = await changesSince(session, await folderAt(session, 'Inbox'), null);
    expect(all).toEqual(
      [1, 2].map(() => ({
        kind: 'upsert',
        ref: { remoteId: expect.any(String) as string, revision: '', size: 0 },
        isRead: false,
        receivedAt: null,
        itemClass: '',
      })),
    );
    await expect(fetchAll(session, refs)).resolves.toMatchObject({ messages: [{}, {}], failures: [] });
  });

  it('has its messages taken as it gives them, though it writes them anew each time', async () => {
    let times = 0;
    const session = await open({ mime: (mime) => `X-Written: ${++times}\n${mime.replaceAll('\r\n', '\n')}` });
    const { refs } = await changesSince(session, await folderAt(session, 'Inbox'), null);
    for (const first of [1, 3]) {
      const { messages } = await fetchAll(session, refs);
      expect(messages.map(({ raw }) => raw.toString().split('\n')[0])).toEqual([`X-Written: ${first}`, `X-Written: ${first + 1}`]);
      for (const { raw } of messages) expect(raw.toString()).not.toContain('\r');
    }
  });
});
