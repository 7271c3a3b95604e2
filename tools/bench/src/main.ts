import { parseArgs } from 'node:util';
import { apiBenchmark } from './api/api-benchmark';
import type { BenchmarkResult } from './benchmark-result';
import { faultsBenchmark } from './faults/faults-benchmark';
import { freshnessBenchmark } from './freshness-benchmark';
import { importBenchmark, memoryBenchmark } from './import-benchmark';
import { panelBenchmark } from './panel-benchmark';
import { takeoverBenchmark } from './scale/takeover-benchmark';
import { throughputBenchmark } from './scale/throughput-benchmark';
import { watchBenchmark } from './watch/watch-benchmark';

const usage = `npm run bench -- import [--messages 10000] [--bytes 20000] [--database URL]
    the import beside its floor and its peers; with the address of an empty PostgreSQL or MariaDB database, there too
npm run bench -- memory [--messages 10000] [--bytes 20000]   peak memory for that many messages and for five times as many
npm run bench -- freshness [--messages 50]                   from received to visible
npm run bench -- watch [--mailboxes 5000] [--kind impersonated|personal] [--deliveries 500] [--rate 20] [--quiet 60]
    what watching many mailboxes costs one process: memory and CPU each, and how soon deliveries are visible
npm run bench -- panel [--messages 100000] [--bytes 20000]   the communication panel on a large mailbox, in Chromium
npm run bench -- api [--messages 100000] [--database sqlite|postgres]
    what people do with a mailbox of so many messages: lists, threads, emails and searches, at the 95th percentile
npm run bench -- faults [--seed 1] [--minutes 25] [--kills 200]   faults and kills, then a comparison with the server
npm run bench -- throughput [--messages 24000] [--bytes 20000] [--listeners 3]
    messages a second that one, two, three listeners import on PostgreSQL and Redis, which it starts
npm run bench -- takeover [--mailboxes 300]
    one of three listeners is killed, one stands still for a minute, Redis and PostgreSQL crash: when the mailboxes live again,
    and whether anything is lost, doubled or stale
Each prints a table and a line of JSON.`;

async function main(): Promise<BenchmarkResult | null> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      messages: { type: 'string' },
      bytes: { type: 'string', default: '20000' },
      database: { type: 'string' },
      mailboxes: { type: 'string' },
      listeners: { type: 'string', default: '3' },
      kind: { type: 'string', default: 'impersonated' },
      deliveries: { type: 'string', default: '500' },
      rate: { type: 'string', default: '20' },
      quiet: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '25' },
      kills: { type: 'string' },
    },
  });
  const numbers = [
    values.messages ?? '1',
    values.bytes,
    values.mailboxes ?? '1',
    values.listeners,
    values.deliveries,
    values.rate,
    values.quiet,
  ].map(Number);
  if (!numbers.every((number) => number > 0)) return null;
  const { kind, database } = values;
  const options = (messages: number) => ({ messages: Number(values.messages ?? messages), bytes: Number(values.bytes), database });
  switch (positionals[0]) {
    case 'import':
      return importBenchmark(options(10_000));
    case 'memory':
      return memoryBenchmark(options(10_000));
    case 'freshness':
      return freshnessBenchmark(options(50));
    case 'watch':
      if (kind !== 'impersonated' && kind !== 'personal') return null;
      return watchBenchmark({
        mailboxes: Number(values.mailboxes ?? 5_000),
        kind,
        deliveries: Number(values.deliveries),
        rate: Number(values.rate),
        quietSeconds: Number(values.quiet),
      });
    case 'panel':
      return panelBenchmark(options(100_000));
    case 'api':
      return apiBenchmark({ messages: options(100_000).messages, database: database ?? 'sqlite' });
    case 'faults':
      return faults(Number(values.seed), Number(values.minutes), values.kills === undefined ? undefined : Number(values.kills));
    case 'throughput':
      return throughputBenchmark({ ...options(24_000), listeners: Number(values.listeners) });
    case 'takeover':
      return takeoverBenchmark({ mailboxes: Number(values.mailboxes ?? 300) });
    default:
      return null;
  }
}

/** Eight kills a minute, unless told otherwise: 200 in 25. */
async function faults(seed: number, minutes: number, kills = Math.round(minutes * 8)): Promise<BenchmarkResult | null> {
  if (!Number.isInteger(seed) || !(minutes > 0) || !(kills >= 0)) return null;
  const progress = (line: string): void => {
    console.error(line);
  };
  const { isKept, ...result } = await faultsBenchmark({ seed, minutes, kills, progress });
  if (!isKept) process.exitCode = 1;
  return result;
}

main().then(
  (result) => {
    console.log(result?.text ?? usage);
    if (result) console.log(`\n${JSON.stringify(result.figures)}`);
    else process.exitCode = 2;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
