import { randomUUID } from 'node:crypto';
import type { EmailListItem, SyncStatus } from '@mailroom/contract';
import { Product, SimulatedExchange, until } from '@mailroom/test-bed';
import { markdown } from './table';

const MAILBOX = 'anna@bench.test';

/** From the moment that a message arrives on the server until `GET /emails` shows it, over many deliveries one by one. */
export async function freshnessBenchmark({ messages: deliveries }: { messages: number }): Promise<string> {
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

function report(lags: number[]): string {
  const sorted = lags.toSorted((a, b) => a - b);
  const percentile = (share: number): string => `${(sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0)} ms`;
  return markdown([
    ['deliveries', 'p50', 'p95', 'max'],
    [String(lags.length), percentile(0.5), percentile(0.95), percentile(1)],
  ]);
}
