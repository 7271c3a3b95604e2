import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Product } from '@mailroom/test-bed';
import type { BenchmarkResult } from '../benchmark-result';
import { markdown } from '../table';
import { measureCalls } from './call-times';
import { openDatabase } from './database';
import { fillMailbox } from './fill-mailbox';
import type { Question } from './questions';

export interface ApiBenchmarkOptions {
  messages: number;
  database: string;
}

/** Milliseconds at the 95th percentile that reading may take, and searching. */
const limits = (messages: number): { read: number; search: number } =>
  messages > 100_000 ? { read: 30, search: 150 } : { read: 50, search: 50 };

/** How long the API takes for what people do with a mailbox of so many messages, over HTTP, one request at a time. */
export async function apiBenchmark({ messages, database: kind }: ApiBenchmarkOptions): Promise<BenchmarkResult> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'mailroom-api-bench-'));
  const schema = `mailroom_bench_${randomBytes(4).toString('hex')}`;
  const database = await openDatabase(kind, path.join(directory, 'crm.sqlite'), schema);
  const blobs = path.join(directory, 'blobs');
  const withProduct = async <Result>(action: (product: Product) => Promise<Result>): Promise<Result> => {
    const product = await Product.start({ DATABASE_URL: database.url, MAILROOM_BLOBS: `file:${blobs}` });
    try {
      return await action(product);
    } finally {
      await product.stop();
    }
  };
  try {
    // The first start makes the tables. Filling them keeps this process busy for longer than connections are kept open.
    const ownerId = await withProduct(async (product) => (await (await product.signIn('anna')).get<{ id: string }>('/api/auth/me')).id);
    const startedAt = performance.now();
    const mailbox = await fillMailbox(database, { ownerId, messages, blobs });
    const filledIn = ((performance.now() - startedAt) / 1_000).toFixed(0);
    const title = `${messages.toLocaleString('en')} messages on ${database.title}, written in ${filledIn} s`;
    return await withProduct(async (product) => {
      const { rows, figures } = await ask(product, mailbox.questions, limits(messages));
      const head = ['', 'p50 ms', 'p95 ms', 'p99 ms', 'allowed at p95', 'holds'];
      return { text: `${title}\n\n${markdown([head, ...rows])}`, figures: { messages, database: database.title, ...figures } };
    });
  } finally {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function ask(product: Product, questions: readonly Question[], limit: { read: number; search: number }) {
  const anna = await product.signIn('anna');
  const rows: string[][] = [];
  const figures: Record<string, unknown> = {};
  for (const { name, paths, isSearch } of questions) {
    const { p50, p95, p99 } = await measureCalls(anna, paths);
    figures[name] = { p50, p95, p99 };
    const allowed = isSearch ? limit.search : limit.read;
    rows.push([name, p50.toFixed(1), p95.toFixed(1), p99.toFixed(1), String(allowed), p95 <= allowed ? 'yes' : 'NO']);
  }
  if (rows.some((row) => row.at(-1) === 'NO')) process.exitCode = 1;
  return { rows, figures };
}
