import { SimulatedExchange } from '@mailroom/test-bed';
import type { BenchmarkResult } from '../benchmark-result';
import { markdown } from '../table';
import { runWorker } from '../worker';
import { ConnectedCrm } from './connected-crm';

export interface ThroughputOptions {
  /** In all mailboxes together. */
  messages: number;
  bytes: number;
  /** One run with one listener, one with two, up to so many. */
  listeners: number;
}

interface Run {
  listeners: number;
  messagesPerSecond: number;
  /** CPU seconds per 1,000 messages. */
  cpu: { listeners: number; postgres: number; redis: number; simulator: number };
}

const mailboxes = Array.from({ length: 12 }, (_, index) => `box${index}@bench.test`);

/**
 * Importing many mailboxes by one listener and by several, on PostgreSQL and Redis, beside the floor: one connection that
 * fetches the same messages from the same simulator and does nothing with them.
 */
export async function throughputBenchmark({ messages, bytes, listeners }: ThroughputOptions): Promise<BenchmarkResult> {
  const exchange = await SimulatedExchange.start({ tls: false });
  const each = Math.ceil(messages / mailboxes.length);
  try {
    for (const [seed, mailbox] of mailboxes.entries()) {
      await exchange.generate(mailbox, { folder: 'Inbox', count: each, bytes, seed });
    }
    const [mailbox = ''] = mailboxes;
    const { url, serviceAddress } = exchange;
    const floor = await runWorker('floor', { url, serviceAddress, mailbox, password: SimulatedExchange.password });
    const runs: Run[] = [];
    for (let count = 1; count <= listeners; count++) runs.push(await measured(exchange, count, each * mailboxes.length));
    return result(each * mailboxes.length, bytes, floor.messages / floor.seconds, runs);
  } finally {
    await exchange.stop();
  }
}

async function measured(exchange: SimulatedExchange, listeners: number, messages: number): Promise<Run> {
  const crm = await ConnectedCrm.start(exchange, listeners);
  const { installation } = crm;
  const used = async () => {
    const usages = await Promise.all(installation.listeners.map((listener) => listener.usage()));
    return {
      listeners: usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      postgres: installation.postgres.usage().cpuSeconds,
      redis: installation.redis.usage().cpuSeconds,
      simulator: (await exchange.usage()).cpuSeconds,
    };
  };
  try {
    const before = await used();
    const startedAt = performance.now();
    await crm.connect(mailboxes);
    await crm.untilImported(messages);
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await used();
    const perThousand = (who: keyof typeof before): number => ((after[who] - before[who]) / messages) * 1_000;
    return {
      listeners,
      messagesPerSecond: messages / seconds,
      cpu: {
        listeners: perThousand('listeners'),
        postgres: perThousand('postgres'),
        redis: perThousand('redis'),
        simulator: perThousand('simulator'),
      },
    };
  } finally {
    await crm.stop();
  }
}

function result(messages: number, bytes: number, floor: number, runs: Run[]): BenchmarkResult {
  const alone = runs[0]?.messagesPerSecond ?? 0;
  const rows = runs.map(({ listeners, messagesPerSecond, cpu }) => [
    String(listeners),
    messagesPerSecond.toFixed(0),
    (messagesPerSecond / alone).toFixed(2),
    (messagesPerSecond / floor).toFixed(2),
    ...[cpu.listeners, cpu.postgres, cpu.redis, cpu.simulator].map((seconds) => seconds.toFixed(2)),
  ]);
  const head = ['listeners', 'messages/s', 'against one', 'against the floor'];
  const cpu = ['listeners', 'PostgreSQL', 'Redis', 'simulator'].map((who) => `${who}: CPU s per 1,000`);
  return {
    text: [
      `${messages} messages of about ${bytes} bytes in ${mailboxes.length} mailboxes; everything on this computer`,
      markdown([[...head, ...cpu], ...rows]),
      `The floor, one connection that looks at nothing: ${floor.toFixed(0)} messages/s`,
    ].join('\n\n'),
    figures: { benchmark: 'throughput', messages, bytes, floorMessagesPerSecond: floor, runs },
  };
}
