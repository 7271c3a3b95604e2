import type { SyncStatus } from '@mailroom/contract';
import { Product, SimulatedExchange, until } from '@mailroom/test-bed';
import type { BenchmarkResult } from './benchmark-result';
import { PanelPage } from './panel/panel-page';
import { markdown } from './table';

const MAILBOX = 'anna@demo.test';
const openings = 40;
const visits = 5;

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
      const first: number[] = [];
      const later: number[] = [];
      for (let visit = 0; visit < visits; visit++) {
        first.push(await page.firstVisit(4));
        later.push(await page.laterVisit(4));
      }
      const firstViewMs = { first: percentile(first, 0.5), later: percentile(later, 0.5) };
      const opened = await page.openEmails(openings);
      const scrolled = await page.scroll();
      const openedMs = { p50: percentile(opened, 0.5), p95: percentile(opened, 0.95) };
      const text = markdown([
        [`on a mailbox of ${messages}`, 'measured'],
        [`first usable view, CPU slowed 4 times, a browser’s first visit (median of ${visits})`, `${firstViewMs.first.toFixed(0)} ms`],
        [`first usable view, CPU slowed 4 times, later visits (median of ${visits})`, `${firstViewMs.later.toFixed(0)} ms`],
        [`an email opens, by pointer (median of ${opened.length})`, `${openedMs.p50.toFixed(0)} ms`],
        ['an email opens, by pointer (95th percentile)', `${openedMs.p95.toFixed(0)} ms`],
        ['frames drawn a second while scrolling', scrolled.framesPerSecond.toFixed(1)],
        ['frames later than 1/30 s', `${scrolled.lateFrames} of ${scrolled.frames}`],
        ['rows scrolled over', String(scrolled.rows)],
      ]);
      return { text, figures: { messages, firstViewMs, openedMs, scrolled } };
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
