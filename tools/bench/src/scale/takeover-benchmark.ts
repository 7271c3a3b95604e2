import type { ListenerProcess, Service } from '@mailroom/test-bed';
import type { BenchmarkResult } from '../benchmark-result';
import { type Percentiles, percentiles } from '../percentiles';
import { markdown } from '../table';
import { Fleet } from './fleet';

const listeners = 3;
const standstillMs = 60_000;

/** What came of one accident. */
interface Accident {
  name: string;
  /** Mailboxes that got another owner. */
  moved: number;
  /** From the accident until all mailboxes have an owner that lives. */
  ownedMs: number;
  /** From the accident until mail that came after it is visible, in the mailboxes that moved, or in all if none did. */
  visible: Percentiles;
}

/**
 * Three listeners share many mailboxes and mail flows. One is killed; one stands still for a minute and goes on, while the server
 * deletes and marks what it had seen; Redis, then PostgreSQL, crash and come back. In the end the CRM must be as the server is, message by
 * message, each once: what a listener that woke writes of the past would show.
 */
export async function takeoverBenchmark({ mailboxes }: { mailboxes: number }): Promise<BenchmarkResult> {
  const fleet = await Fleet.start(mailboxes, listeners);
  const { redis, postgres } = fleet.crm.installation;
  try {
    const accidents = [
      await killed(fleet),
      await stoodStill(fleet),
      await restarted(fleet, 'Redis', redis),
      await restarted(fleet, 'PostgreSQL', postgres),
    ];
    const messages = await fleet.untilAlike();
    if (messages !== fleet.expected) throw new Error(`${fleet.expected} messages are expected on both sides, and ${messages} are there.`);
    return result(mailboxes, messages, accidents, (await fleet.exchange.usage()).cpuSeconds);
  } finally {
    await fleet.stop();
  }
}

async function killed(fleet: Fleet): Promise<Accident> {
  await fleet.deliver('Before');
  const during = fleet.deliver('During');
  return lost(fleet, 'one killed (SIGKILL)', 'After', async ([victim]) => {
    await victim?.kill();
    await during;
  });
}

async function stoodStill(fleet: Fleet): Promise<Accident> {
  await fleet.crm.installation.addListener();
  await fleet.untilShared(listeners);
  const stoppedAt = performance.now();
  let sleeper: ListenerProcess | undefined;
  const accident = await lost(fleet, 'one stood still for 60 s (SIGSTOP)', 'Asleep', ([, victim]) => {
    sleeper = victim;
    victim?.pause();
    return Promise.resolve();
  });
  await fleet.changeOnServer('Before');
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, stoppedAt + standstillMs - performance.now())));
  const awake = fleet.deliver('Awake');
  sleeper?.resume();
  await awake;
  await fleet.seen('Awake', performance.now());
  await fleet.untilShared(listeners);
  return accident;
}

/** A listener goes, and one message comes to each mailbox. */
async function lost(
  fleet: Fleet,
  name: string,
  subject: string,
  go: (processes: readonly ListenerProcess[]) => Promise<void>,
): Promise<Accident> {
  const before = await fleet.instances();
  const then = performance.now();
  await go(fleet.crm.installation.listeners);
  const owned = fleet.untilOwned(listeners - 1).then(() => performance.now() - then);
  await fleet.deliver(subject);
  const seen = await fleet.seen(subject, then);
  const ownedMs = await owned;
  const left = await fleet.instances();
  const moved = before.filter(({ id }) => !left.some((each) => each.id === id)).reduce((sum, { accounts }) => sum + accounts, 0);
  // The mailboxes of those that live show it at once: the slowest are the ones that moved.
  return { name, moved, ownedMs, visible: percentiles(seen.toSorted((a, b) => b - a).slice(0, moved)) };
}

async function restarted(fleet: Fleet, name: string, service: Service): Promise<Accident> {
  const then = performance.now();
  const during = fleet.deliver(`${name}-down`);
  await service.crashAndRestart();
  await during;
  await fleet.deliver(name);
  const visible = percentiles(await fleet.seen(name, then));
  await fleet.untilOwned(listeners);
  return { name: `${name} killed and started again`, moved: 0, ownedMs: performance.now() - then, visible };
}

function result(mailboxes: number, messages: number, accidents: readonly Accident[], simulatorCpuSeconds: number): BenchmarkResult {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const rows = accidents.map(({ name, moved, ownedMs, visible: { p50, p95, max } }) => [
    name,
    String(moved),
    ...[ownedMs, p50, p95, max].map(seconds),
  ]);
  return {
    text: [
      `${mailboxes} mailboxes on ${listeners} listeners, PostgreSQL and Redis, while mail flows`,
      markdown([['accident', 'mailboxes that moved', 'all owned again', 'visible again p50', 'p95', 'max'], ...rows]),
      `${messages} messages on the server, and the same in the CRM, each once, deleted and marked as there.`,
      `The simulator used ${simulatorCpuSeconds.toFixed(1)} CPU s.`,
    ].join('\n\n'),
    figures: { benchmark: 'takeover', mailboxes, listeners, messages, accidents, simulatorCpuSeconds },
  };
}
