import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { changeKinds, itemIds, requests, textOf } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const megabyte = 1024 * 1024;

describe('a large server', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeAll(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
  });

  afterAll(() => simulator.close());

  const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = simulator.stats().cpuSeconds;
    await work();
    return simulator.stats().cpuSeconds - before;
  };

  it('holds 100,000 messages of 20 KB in little memory, and its last page costs no more than its first', async () => {
    const before = simulator.stats().rssBytes;
    simulator.generate(alice, { folder: 'Inbox', count: 100_000, bytes: 20_000, seed: 1 });
    expect(simulator.stats().rssBytes - before).toBeLessThan(150 * megabyte);

    const seen = new Set<string>();
    let state: string | undefined;
    let middle = '';
    const page = async (): Promise<void> => {
      const answer = await client.call(requests.syncItems('inbox', state));
      itemIds(answer).forEach((id) => seen.add(id));
      state = textOf(answer, 'SyncState');
    };
    const costs: number[] = [];
    for (let number = 0; number < 196; number++) {
      costs.push(await cpuOf(page));
      if (number === 98) middle = [...seen].at(-1) ?? '';
    }
    // The cheapest of many: what else the process does, such as collecting garbage, falls on any of them.
    const cheapest = (pages: number[]): number => Math.min(...pages);
    expect(cheapest(costs.slice(-49))).toBeLessThan(3 * cheapest(costs.slice(0, 49)));
    expect(seen.size).toBe(100_000);
    expect(itemIds(await client.call(requests.getItem([middle])))).toEqual([middle]);
    await client.call(requests.setRead(middle, true));
    expect(changeKinds(await client.call(requests.syncItems('inbox', state)))).toEqual(['ReadFlagChange']);
  }, 120_000);

  it('holds 5,000 mailboxes', async () => {
    const before = simulator.stats().rssBytes;
    for (let number = 0; number < 5000; number++) {
      simulator.generate(`user${number}@example.test`, { folder: 'Inbox', count: 5, bytes: 5000, seed: number });
    }
    expect(simulator.stats().rssBytes - before).toBeLessThan(250 * megabyte);
    const answer = await client.call(requests.syncItems('inbox'), { login: 'user4999' });
    expect(itemIds(answer)).toHaveLength(5);
  }, 120_000);
});
