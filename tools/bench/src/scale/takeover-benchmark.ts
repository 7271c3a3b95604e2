import type { EmailListItem, ListenerStatus } from '@mailroom/contract';
import { SimulatedExchange, until } from '@mailroom/test-bed';
import type { BenchmarkResult } from '../benchmark-result';
import { type Percentiles, percentiles } from '../percentiles';
import { markdown } from '../table';
import { ConnectedCrm } from './connected-crm';

const imported = 3;
const listeners = 3;

interface Found {
  moved: number;
  /** From the kill until all mailboxes have an owner that lives. */
  ownedMs: number;
  /** From the kill until mail that came after it is visible, in the mailboxes that moved. */
  visible: Percentiles;
  expected: number;
  present: number;
  distinct: number;
  simulatorCpuSeconds: number;
}

/**
 * Three listeners share many mailboxes, mail flows, and one is killed. Each mailbox gets a message just after; those of the
 * dead listener show it once another has taken them over. In the end every message must be there once.
 */
export async function takeoverBenchmark({ mailboxes: count }: { mailboxes: number }): Promise<BenchmarkResult> {
  const exchange = await SimulatedExchange.start({ tls: false });
  const mailboxes = Array.from({ length: count }, (_, index) => `box${index}@bench.test`);
  for (const [seed, mailbox] of mailboxes.entries())
    await exchange.generate(mailbox, { folder: 'Inbox', count: imported, bytes: 3_000, seed });
  const crm = await ConnectedCrm.start(exchange, listeners);
  const deliver = (name: string) => deliverToAll(exchange, mailboxes, name);
  try {
    await crm.connect(mailboxes);
    await crm.untilImported(count * imported);
    await until(
      () => status(crm),
      ({ instances }) =>
        instances.length === listeners && instances.every(({ accounts }) => accounts >= Math.floor(count / listeners / 1.3)),
    );
    const before = (await status(crm)).instances;
    await deliver('Before');
    const [victim] = crm.installation.listeners;
    const during = deliver('During');
    await victim?.kill();
    const killedAt = performance.now();
    const owned = until(
      () => status(crm),
      ({ instances }) => instances.length === listeners - 1 && instances.reduce((sum, { accounts }) => sum + accounts, 0) >= count,
    ).then(() => performance.now() - killedAt);
    await during;
    await deliver('After');
    const seen = await seenAfter(crm, killedAt, count);
    const expected = count * (imported + 3);
    const emails = await until(
      () => crm.emails(),
      (all) => all.length >= expected,
      { pauseMs: 1_000 },
    );
    const after = (await status(crm)).instances;
    const moved = before.filter(({ id }) => !after.some((each) => each.id === id)).reduce((sum, { accounts }) => sum + accounts, 0);
    return result(count, {
      moved,
      ownedMs: await owned,
      // The mailboxes of those that live show it at once: the slowest are the ones that moved.
      visible: percentiles(seen.toSorted((a, b) => b - a).slice(0, moved)),
      ...{ expected, present: emails.length },
      distinct: new Set(emails.map(({ accountId, internetMessageId }) => `${accountId} ${internetMessageId ?? ''}`)).size,
      simulatorCpuSeconds: (await exchange.usage()).cpuSeconds,
    });
  } finally {
    await crm.stop();
    await exchange.stop();
  }
}

const status = (crm: ConnectedCrm): Promise<ListenerStatus> => crm.anna.get<ListenerStatus>('/api/mail/listener');

async function deliverToAll(exchange: SimulatedExchange, mailboxes: readonly string[], name: string): Promise<void> {
  for (const [index, mailbox] of mailboxes.entries()) {
    const head = ['From: Ben <ben@bench.test>', `To: <${mailbox}>`, `Subject: ${name} ${index}`, `Date: ${new Date().toUTCString()}`];
    const lines = [...head, `Message-ID: <${name}-${index}@bench.test>`, 'Content-Type: text/plain', '', `${name}.`, ''];
    await exchange.deliver(mailbox, 'Inbox', Buffer.from(lines.join('\r\n')));
  }
}

/** Milliseconds from then until each message that was delivered after the kill is in the list. */
async function seenAfter(crm: ConnectedCrm, then: number, count: number): Promise<number[]> {
  const seen = new Map<string, number>();
  await until(
    async () => {
      const isAfter = ({ subject }: EmailListItem): boolean => subject.startsWith('After ');
      for (const { subject } of (await crm.newest(isAfter)).filter(isAfter)) {
        if (!seen.has(subject)) seen.set(subject, performance.now() - then);
      }
      return seen.size;
    },
    (size) => size >= count,
    { pauseMs: 200 },
  );
  return [...seen.values()];
}

function result(mailboxes: number, found: Found): BenchmarkResult {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const { moved, ownedMs, visible, expected, present, distinct, simulatorCpuSeconds } = found;
  return {
    text: [
      `${mailboxes} mailboxes on ${listeners} listeners, one killed (SIGKILL) while mail flows`,
      markdown([
        ['mailboxes that moved', 'all owned again', 'visible again p50', 'p95', 'max', 'messages expected', 'present', 'distinct'],
        [
          ...[String(moved), seconds(ownedMs), seconds(visible.p50), seconds(visible.p95), seconds(visible.max)],
          ...[expected, present, distinct].map(String),
        ],
      ]),
      `The simulator used ${simulatorCpuSeconds.toFixed(1)} CPU s.`,
    ].join('\n\n'),
    figures: { benchmark: 'takeover', mailboxes, listeners, ...found },
  };
}
