import { SimulatedExchange } from '@mailroom/test-bed';
import type { BenchmarkResult } from './benchmark-result';
import type { Measurement } from './measurement';
import { hasExchangelib, readByExchangelib } from './exchangelib';
import { importByProduct } from './product-import';
import { cpuPerThousand, markdown, type Row, table } from './table';
import { runWorker, type WorkerTask } from './worker';

const warmUp = 'ben@bench.test';

export interface ImportOptions {
  messages: number;
  /** Of each message. */
  bytes: number;
  /** An empty database on a server, which the import goes into too. */
  database?: string | undefined;
}

/**
 * The whole import through the built product, beside its floor and its peer, all in one run from one simulator.
 * The import's parts are told apart by subtraction: each worker does what the one before it does, and one thing more.
 */
export async function importBenchmark(options: ImportOptions): Promise<BenchmarkResult> {
  const { exchange, task } = await simulatedMailbox(options);
  try {
    const product = await median(3, 'Mailroom: whole import', exchange, () => importByProduct(task, warmUp, options.messages));
    const floor = await median(5, 'floor: node:http, bytes not looked at', exchange, () => runWorker('floor', task));
    const wire = await row('Mailroom: wire alone', exchange, () => runWorker('wire', task));
    const mime = await row('Mailroom: wire and MIME', exchange, () => runWorker('wire-and-mime', task));
    const library = await median(3, 'ews-javascript-api: MIME', exchange, () =>
      runWorker('ews-javascript-api', { ...task, compression: true }),
    );
    const uncompressed = await row('the same, uncompressed', exchange, () => runWorker('ews-javascript-api', task));
    const listing = await row('with what a list shows, uncompressed', exchange, () =>
      runWorker('ews-javascript-api', { ...task, listProperties: true }),
    );
    const python = hasExchangelib() ? [await row('exchangelib: sync and MIME', exchange, () => readByExchangelib(task))] : [];
    const onServer = options.database
      ? [
          await row('Mailroom: whole import, database server', exchange, () =>
            importByProduct(task, warmUp, options.messages, options.database),
          ),
        ]
      : [];
    const rows = [product, ...onServer, floor, wire, mime, library, uncompressed, listing, ...python];
    const text = [
      `${options.messages} messages of about ${options.bytes} bytes`,
      table(rows, [floor, library, ...python]),
      'Where an import’s CPU goes (CPU s per 1,000 messages)',
      parts(product.measurement, wire.measurement, mime.measurement),
      ...(python.length > 0 ? [] : ['exchangelib is not installed (Debian: python3-exchangelib), so it is not compared with.']),
      `The simulator used ${(await exchange.usage()).cpuSeconds.toFixed(1)} CPU s for all of these.`,
    ].join('\n\n');
    return { text, figures: { ...options, rows: rows.map(figuresOf) } };
  } finally {
    await exchange.stop();
  }
}

/** Peak memory of the importing process for a mailbox and for one five times its size: it should not grow. */
export async function memoryBenchmark(options: ImportOptions): Promise<BenchmarkResult> {
  const measurements: Measurement[] = [];
  const rows: string[][] = [['messages', 'messages/s', 'CPU s per 1,000', 'peak RSS MB']];
  for (const messages of [options.messages, options.messages * 5]) {
    const { exchange, task } = await simulatedMailbox({ ...options, messages });
    try {
      const measurement = await importByProduct(task, warmUp, messages);
      measurements.push(measurement);
      const rate = messages / measurement.seconds;
      rows.push([
        String(messages),
        rate.toFixed(0),
        cpuPerThousand(measurement).toFixed(3),
        (measurement.peakRssBytes / 1024 ** 2).toFixed(0),
      ]);
    } finally {
      await exchange.stop();
    }
  }
  return { text: markdown(rows), figures: { bytes: options.bytes, measurements } };
}

async function simulatedMailbox({ messages, bytes }: ImportOptions): Promise<{ exchange: SimulatedExchange; task: WorkerTask }> {
  const exchange = await SimulatedExchange.start({ tls: false });
  const mailbox = 'anna@bench.test';
  await exchange.generate(mailbox, { folder: 'Inbox', count: messages, bytes, seed: 1 });
  await exchange.generate(warmUp, { folder: 'Inbox', count: 500, bytes, seed: 2 });
  const { url, serviceAddress } = exchange;
  return { exchange, task: { url, serviceAddress, mailbox, password: SimulatedExchange.password } };
}

/** What others are set against is measured several times: the floor takes less than a second, and varies by half from run to run. */
async function median(runs: number, name: string, exchange: SimulatedExchange, work: () => Promise<Measurement>): Promise<Row> {
  const rows: Row[] = [];
  for (let run = 0; run < runs; run++) rows.push(await row(name, exchange, work));
  const [middle] = rows.toSorted((a, b) => cpuPerThousand(a.measurement) - cpuPerThousand(b.measurement)).slice(Math.floor(runs / 2));
  if (!middle) throw new Error(`${name} was not run.`);
  return middle;
}

async function row(name: string, exchange: SimulatedExchange, run: () => Promise<Measurement>): Promise<Row> {
  const before = await exchange.traffic();
  const measurement = await run();
  const after = await exchange.traffic();
  return { name, measurement, requests: after.requests - before.requests, bytes: after.bytes - before.bytes };
}

function figuresOf({ name, measurement, requests, bytes }: Row): Record<string, unknown> {
  return { name, ...measurement, cpuPerThousand: cpuPerThousand(measurement), requests, bytes };
}

function parts(whole: Measurement, wire: Measurement, wireAndMime: Measurement): string {
  const all = cpuPerThousand(whole);
  const wireOnly = cpuPerThousand(wire);
  const both = cpuPerThousand(wireAndMime);
  const share = (seconds: number): string[] => [seconds.toFixed(3), `${((seconds / all) * 100).toFixed(0)} %`];
  return markdown([
    ['part', 'CPU s', 'share'],
    ['wire', ...share(wireOnly)],
    ['MIME', ...share(both - wireOnly)],
    ['store, search index and engine', ...share(all - both)],
  ]);
}
