import { Product, SimulatedExchange, type UsageNow } from '@mailroom/test-bed';
import type { BenchmarkResult } from '../benchmark-result';
import { type Percentiles } from '../percentiles';
import { markdown } from '../table';
import { DeliveryRun } from './delivery-run';
import { type MailboxKind, Mailboxes, superUser } from './mailboxes';
import { MessageTable } from './message-table';

export interface WatchOptions {
  mailboxes: number;
  /** `impersonated`: all by one super-user. `personal`: each by its own credentials, over TLS. */
  kind: MailboxKind;
  deliveries: number;
  /** Deliveries a second. */
  rate: number;
  /** How long nothing happens, in seconds. */
  quietSeconds: number;
}

/** How many mailboxes are there before the idle process is measured: what a process loads once is no part of any. */
const warmUp = 20;

/**
 * Many mailboxes watched by one process: what each adds to the idle process, what all of them cost while nothing happens,
 * and how soon deliveries spread over them are visible, which is when a query of the database gives them.
 */
export async function watchBenchmark(options: WatchOptions): Promise<BenchmarkResult> {
  const isPersonal = options.kind === 'personal';
  const exchange = await SimulatedExchange.start({ tls: isPersonal, args: ['--super-user', `${superUser.login}:${superUser.password}`] });
  const product = await Product.start({ LOG_LEVEL: 'warn' });
  const table = new MessageTable(product.dataDirectory);
  try {
    const mailboxes = new Mailboxes(options.kind, exchange, product, table);
    await mailboxes.prepare(warmUp + options.mailboxes);
    await mailboxes.connect(0, warmUp);
    const idle = await product.usage(true);
    const startedAt = performance.now();
    await mailboxes.connect(warmUp, options.mailboxes);
    const startSeconds = (performance.now() - startedAt) / 1_000;
    const asItIs = await product.usage();
    const watching = await product.usage(true);
    const quiet = await during(options.quietSeconds, product, exchange);
    const lags = await new DeliveryRun(exchange, table, mailboxes.addresses.slice(warmUp)).run(options.deliveries, options.rate);
    return result(options, { idle, asItIs, watching, quiet, lags, startSeconds, simulator: await exchange.usage() });
  } finally {
    table.close();
    await product.stop();
    await exchange.stop();
  }
}

interface Quiet {
  /** Of one core. */
  productShare: number;
  simulatorShare: number;
}

async function during(seconds: number, product: Product, exchange: SimulatedExchange): Promise<Quiet> {
  const before = [await product.usage(), await exchange.usage()] as const;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const after = [await product.usage(), await exchange.usage()] as const;
  return {
    productShare: (after[0].cpuSeconds - before[0].cpuSeconds) / seconds,
    simulatorShare: (after[1].cpuSeconds - before[1].cpuSeconds) / seconds,
  };
}

interface Findings {
  idle: UsageNow;
  /** Before anything was collected by force. */
  asItIs: UsageNow;
  watching: UsageNow;
  quiet: Quiet;
  lags: Percentiles;
  startSeconds: number;
  simulator: UsageNow;
}

function result({ mailboxes, kind, deliveries, rate, quietSeconds }: WatchOptions, found: Findings): BenchmarkResult {
  const { idle, asItIs, watching, quiet, lags, startSeconds, simulator } = found;
  const each = (of: (usage: UsageNow) => number, usage: UsageNow): number => (of(usage) - of(idle)) / mailboxes / 1024;
  const figures = {
    mailboxes,
    kind,
    idleRssMb: Math.round(idle.rssBytes / 1024 ** 2),
    rssKbEach: round(each(({ rssBytes }) => rssBytes, watching)),
    rssKbEachUncollected: round(each(({ rssBytes }) => rssBytes, asItIs)),
    heapKbEach: round(each(({ heapBytes }) => heapBytes, watching)),
    startSeconds: round(startSeconds),
    startCpuSeconds: round(asItIs.cpuSeconds - idle.cpuSeconds),
    quietCpuShare: round(quiet.productShare, 4),
    quietSeconds,
    deliveries,
    deliveriesPerSecond: rate,
    visibleMs: lags,
    simulator: {
      quietCpuShare: round(quiet.simulatorShare, 4),
      cpuSeconds: round(simulator.cpuSeconds),
      rssMb: Math.round(simulator.rssBytes / 1024 ** 2),
    },
  };
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  const rows = [
    ['', 'value'],
    ['idle process, RSS', `${figures.idleRssMb} MB`],
    ['RSS each, above idle', `${figures.rssKbEach} KB`],
    ['the same before garbage is collected', `${figures.rssKbEachUncollected} KB`],
    ['JavaScript heap and buffers each', `${figures.heapKbEach} KB`],
    ['from connecting the first to watching the last', `${figures.startSeconds} s, ${figures.startCpuSeconds} CPU s`],
    [`CPU while nothing happens (${quietSeconds} s)`, `${percent(quiet.productShare)} of a core`],
    [`received to visible, ${deliveries} deliveries at ${rate}/s`, `p50 ${lags.p50}, p95 ${lags.p95}, p99 ${lags.p99}, max ${lags.max} ms`],
    [
      'the simulator meanwhile',
      `${percent(quiet.simulatorShare)} of a core; in all ${figures.simulator.cpuSeconds} CPU s, ${figures.simulator.rssMb} MB`,
    ],
  ];
  return { text: [`${mailboxes} ${kind} mailboxes watched by one process`, markdown(rows)].join('\n\n'), figures };
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
