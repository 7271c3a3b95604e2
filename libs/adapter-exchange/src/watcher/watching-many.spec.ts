import { type RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import type { MailboxTarget, MailboxWatcher, WatchEvent } from '@mailroom/mail-adapter';
import { sampleMessage } from '@mailroom/mail-adapter/testing';
import { ExchangeAdapter } from '../exchange-adapter';
import { control, mailboxOf, openNetwork } from '../testing/simulator';

const superUser = { address: 'sync@example.com', password: 'all mailboxes' };

interface Stats {
  operations: Record<string, { requests: number }>;
  affinity: { given: number; replayed: number };
  mailboxes: Record<string, { requests: number }>;
}

describe('watching many mailboxes as one super-user', () => {
  let simulator: RunningSimulator;
  let adapter: ExchangeAdapter;
  let watcher: MailboxWatcher;
  let events: AsyncIterator<WatchEvent>;

  async function start(options: Parameters<typeof startSimulator>[0] = {}): Promise<void> {
    simulator = await startSimulator({ tls: false, superUser, ...options });
    adapter = new ExchangeAdapter(openNetwork, {});
    watcher = adapter.watcher();
    events = watcher.events[Symbol.asyncIterator]();
  }
  afterEach(async () => {
    await watcher.close();
    await adapter.close();
    await simulator.close();
  });

  const addresses = (count: number): string[] => Array.from({ length: count }, (_, number) => `user${number}@example.com`);
  const target = (address: string): MailboxTarget => ({
    ...mailboxOf(simulator, address),
    credentials: { kind: 'password', method: 'basic', login: superUser.address, password: superUser.password },
    access: 'impersonation',
  });
  const deliver = (address: string): void => void simulator.deliver(address, 'Inbox', sampleMessage('many'));
  const nameOf = (accountId: string): string => accountId.replace('account of ', '');
  /** Goes on until each of these has had such an event. */
  async function each(wanted: readonly string[], kind: WatchEvent['kind']): Promise<void> {
    const missing = new Set(wanted);
    while (missing.size > 0) {
      const { value } = (await events.next()) as { value: WatchEvent };
      if (value.kind === kind) missing.delete(nameOf(value.accountId));
    }
  }
  async function watchAll(wanted: readonly string[]): Promise<void> {
    for (const address of wanted) deliver(address);
    for (const address of wanted) watcher.add(target(address));
    await each(wanted, 'watching');
  }
  const stats = (): Promise<Stats> => control<Stats>(simulator, 'GET', '/stats');
  const connections = async (): Promise<number> => (await stats()).operations['GetStreamingEvents']?.requests ?? 0;

  it('takes one connection for two hundred, and tells whose mail has come', async () => {
    await start();
    const wanted = addresses(201);
    await watchAll(wanted);
    for (const address of ['user0@example.com', 'user200@example.com']) deliver(address);
    await each(['user0@example.com', 'user200@example.com'], 'changed');
    expect(await connections()).toBe(2);
  }, 120_000);

  it('groups mailboxes by where they live, as Autodiscover tells', async () => {
    await start({ affinity: true });
    const wanted = addresses(12);
    await watchAll(wanted);
    for (const address of wanted) deliver(address);
    await each(wanted, 'changed');
    const { operations, mailboxes } = await stats();
    expect(operations['GetUserSettings']?.requests).toBe(1);
    expect(operations['GetStreamingEvents']?.requests).toBe(2);
    expect(Object.keys(mailboxes)).toEqual(expect.arrayContaining(wanted));
  });

  it('lets others join without missing what happens meanwhile', async () => {
    await start();
    const [first = '', second = '', third = ''] = addresses(3);
    await watchAll([first]);
    for (const address of [second, third]) {
      deliver(address);
      watcher.add(target(address));
      deliver(first);
      await each([first], 'changed');
    }
    await each([second, third], 'watching');
    for (const address of [first, second, third]) deliver(address);
    await each([first, second, third], 'changed');
  });

  it('subscribes anew to the one mailbox whose subscription is lost, and disturbs no other', async () => {
    await start();
    const wanted = addresses(20);
    await watchAll(wanted);
    deliver('user1@example.com');
    await each(['user1@example.com'], 'changed');
    const before = (await stats()).operations['Subscribe']?.requests ?? 0;
    await control(simulator, 'POST', '/faults', { kind: 'subscription-lost', mailbox: 'user7@example.com' });
    await each(['user7@example.com'], 'watching');
    deliver('user7@example.com');
    await each(['user7@example.com'], 'changed');
    expect((await stats()).operations['Subscribe']?.requests).toBe(before + 1);
  });

  it('goes on with the others when one is watched no more, even the one that led the way', async () => {
    await start({ affinity: true });
    const wanted = addresses(10);
    await watchAll(wanted);
    watcher.remove(target('user0@example.com').accountId);
    deliver('user0@example.com');
    deliver('user9@example.com');
    await each(['user9@example.com'], 'changed');
    expect((await stats()).affinity.given).toBeGreaterThan(0);
  });

  it('gives up the one that may not be impersonated, and no other', async () => {
    await start();
    await control(simulator, 'POST', '/faults', { operation: 'Subscribe', kind: 'impersonation-denied', mailbox: 'user3@example.com' });
    const wanted = addresses(6);
    for (const address of wanted) deliver(address);
    for (const address of wanted) watcher.add(target(address));
    const seen: string[] = [];
    while (seen.length < wanted.length) {
      const { value } = (await events.next()) as { value: WatchEvent };
      if (value.kind !== 'changed') seen.push(`${value.kind} ${nameOf(value.accountId)}`);
    }
    expect(seen.sort()).toEqual([
      'interrupted user3@example.com',
      ...wanted.filter((address) => !address.startsWith('user3')).map((address) => `watching ${address}`),
    ]);
  });

  it('renews its connection when its time is over, and misses nothing', async () => {
    await start({ minute: 40 });
    const wanted = addresses(3);
    await watchAll(wanted);
    for (let round = 0; round < 3; round++) {
      const before = await connections();
      while ((await connections()) < before + 1) await new Promise(setImmediate);
      for (const address of wanted) deliver(address);
      await each(wanted, 'changed');
    }
  });
});
