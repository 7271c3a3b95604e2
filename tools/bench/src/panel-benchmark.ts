import type { SyncStatus } from '@mailroom/contract';
import { Product, SimulatedExchange, until } from '@mailroom/test-bed';
import type { BenchmarkResult } from './benchmark-result';
import { PanelPage } from './panel/panel-page';
import { markdown } from './table';

const MAILBOX = 'anna@demo.test';
const openings = 40;

interface PanelSize {
  messages: number;
  bytes: number;
}

/**
 * The communication panel on a large mailbox, in Chromium: until it can be used with the processor slowed four times, how long an email
 * takes to open, and how evenly the list scrolls.
 */
export async function panelBenchmark({ messages, bytes }: PanelSize): Promise<BenchmarkResult> {
  const exchange = await SimulatedExchange.start({ tls: false });
  const product = await Product.start({ LOG_LEVEL: 'warn' });
  try {
    await importMailbox(exchange, product, { messages, bytes });
    const page = await PanelPage.open(product.origin, Product.password);
    try {
      const cold = await page.firstView({ slowedBy: 4, cached: false });
      const warm = await page.firstView({ slowedBy: 4, cached: true });
      const opened = await page.openEmails(openings);
      const scrolled = await page.scroll();
      const openedMs = { p50: percentile(opened, 0.5), p95: percentile(opened, 0.95) };
      const text = markdown([
        [`on a mailbox of ${messages}`, 'measured'],
        ['first usable view, CPU slowed 4 times, nothing cached', `${cold.toFixed(0)} ms`],
        ['first usable view, CPU slowed 4 times, scripts cached', `${warm.toFixed(0)} ms`],
        [`an email opens, by pointer (median of ${opened.length})`, `${openedMs.p50.toFixed(0)} ms`],
        ['an email opens, by pointer (95th percentile)', `${openedMs.p95.toFixed(0)} ms`],
        ['frames drawn a second while scrolling', scrolled.framesPerSecond.toFixed(1)],
        ['frames later than 1/30 s', `${scrolled.lateFrames} of ${scrolled.frames}`],
        ['rows scrolled over', String(scrolled.rows)],
      ]);
      return { text, figures: { messages, firstViewMs: { cold, warm }, openedMs, scrolled } };
    } finally {
      await page.close();
    }
  } finally {
    await product.stop();
    await exchange.stop();
  }
}

async function importMailbox(exchange: SimulatedExchange, product: Product, { messages, bytes }: PanelSize): Promise<void> {
  await exchange.generate(MAILBOX, { folder: 'Inbox', count: messages, bytes, seed: 1 });
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
    ({ phase, importedCount }) => phase === 'live' && importedCount >= messages,
    { pauseMs: 1_000, deadlineMs: 1_800_000 },
  );
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;
}
