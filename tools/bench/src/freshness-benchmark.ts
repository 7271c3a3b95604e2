import { randomUUID } from 'node:crypto';
import type { EmailListItem, SyncStatus } from '@mailroom/contract';
import { Product, SimulatedExchange, until } from '@mailroom/test-bed';
import type { BenchmarkResult } from './benchmark-result';
import { percentiles } from './percentiles';
import { markdown } from './table';

const MAILBOX = 'anna@bench.test';

/** From the moment that a message arrives on the server until `GET /emails` shows it, over many deliveries one by one. */
export async function freshnessBenchmark({ messages: deliveries }: { messages: number }): Promise<BenchmarkResult> {
  const exchange = await SimulatedExchange.start({ tls: false });
  const product = await Product.start({ LOG_LEVEL: 'warn' });
  try {
    await exchange.generate(MAILBOX, { folder: 'Inbox', count: 100, bytes: 5_000, seed: 1 });
    const admin = await product.signIn('admin');
    const provider = await admin.post<{ id: string }>('/api/mail/providers', {
      name: 'Bench',
      serviceType: 'exchange',
      serviceAddress: exchange.serviceAddress,
    });
    const anna = await product.signIn('anna');
    const password = SimulatedExchange.password;
    const account = await anna.post<{ id: string }>('/api/mail/accounts', { emailAddress: MAILBOX, providerId: provider.id, password });
    await until(
      () => anna.get<SyncStatus>(`/api/mail/accounts/${account.id}/sync-status`),
      ({ phase, importedCount }) => phase === 'live' && importedCount >= 100,
    );
    const lags: number[] = [];
    for (let index = 0; index < deliveries; index++) {
      const id = `${randomUUID()}@bench.test`;
      const startedAt = performance.now();
      await exchange.deliver(MAILBOX, 'Inbox', message(id, index));
      await until(
        () => anna.get<{ items: EmailListItem[] }>('/api/mail/emails?limit=10'),
        ({ items }) => items.some(({ internetMessageId }) => internetMessageId?.includes(id)),
        { pauseMs: 10, deadlineMs: 60_000 },
      );
      lags.push(performance.now() - startedAt);
    }
    return report(lags);
  } finally {
    await product.stop();
    await exchange.stop();
  }
}

function message(id: string, index: number): Buffer {
  const head = ['From: Ben <ben@bench.test>', `To: <${MAILBOX}>`, `Subject: Delivery ${index}`, `Date: ${new Date().toUTCString()}`];
  return Buffer.from([...head, `Message-ID: <${id}>`, 'Content-Type: text/plain', '', `Message ${index}.`, ''].join('\r\n'));
}

function report(lags: number[]): BenchmarkResult {
  const visibleMs = percentiles(lags);
  const { p50, p95, p99, max } = visibleMs;
  const text = markdown([
    ['deliveries', 'p50', 'p95', 'p99', 'max'],
    [String(lags.length), ...[p50, p95, p99, max].map((ms) => `${ms} ms`)],
  ]);
  return { text, figures: { deliveries: lags.length, visibleMs } };
}
