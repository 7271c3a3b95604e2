import { setTimeout as sleep } from 'node:timers/promises';
import { Product, SimulatedExchange } from '@mailroom/test-bed';
import { CrmLife } from './crm-life';
import { Crm } from './crm';
import { Disturbances } from './disturbances';
import { EventWitness } from './event-witness';
import { Executioner } from './executioner';
import { type CampaignMailbox, connectMailboxes } from './mailboxes';
import { Person } from './person';
import { Random } from './random';
import { ServerLife } from './server-life';
import { settle, type Settled } from './settling';

export interface CampaignOptions {
  seed: number;
  minutes: number;
  /** At least so many; the campaign lasts longer when the minutes do not suffice. */
  kills: number;
  /** Told now and then. */
  progress(line: string): void;
}

/** What a campaign did, and what was wrong at its end. */
export interface CampaignResult extends Settled {
  kills: number;
  faults: number;
  faultKinds: ReadonlyMap<string, number>;
  happenings: ReadonlyMap<string, number>;
  delivered: number;
  sent: number;
  marked: number;
  reconnections: number;
  retries: number;
  events: number;
  connections: number;
  /** In milliseconds. */
  medianStart: number;
  seconds: number;
}

const progressEveryMs = 30_000;

/** Server, product, users, faults and an executioner, all at once; then peace, and a comparison. */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const random = new Random(options.seed);
  const exchange = await SimulatedExchange.start({ tls: false });
  const product = await Product.start({ LOG_LEVEL: 'warn' });
  const ending = new AbortController();
  try {
    const crm = new Crm(product);
    const witnesses = new Map(['anna', 'ben'].map((user) => [user, new EventWitness(crm, user)]));
    const watching = [...witnesses.values()].map((witness) => witness.watch(ending.signal));
    const mailboxes = await connectMailboxes(exchange, crm, SimulatedExchange.password);
    const addresses = mailboxes.map(({ address }) => address);
    const startedAt = performance.now();
    const elapsed = (): number => performance.now() - startedAt;
    const durationMs = options.minutes * 60_000;
    const life = new ServerLife(exchange, random.fork());
    const users = new CrmLife(crm, random.fork(), addresses);
    const disturbances = new Disturbances(exchange, random.fork(), addresses);
    const person = new Person(crm, mailboxes);
    const executioner: Executioner = new Executioner(crm, random.fork(), () => {
      const startMs = median(executioner.startTimes);
      return Math.max(400, (durationMs - elapsed()) / Math.max(1, options.kills - executioner.kills) - startMs);
    });
    const isOver = (): boolean => elapsed() >= durationMs && executioner.kills >= options.kills;
    const pace = random.fork();
    const repeat = async (pauseMs: number, action: () => Promise<void>): Promise<void> => {
      while (!isOver()) {
        await action();
        await sleep(pauseMs * (0.5 + pace.next()), undefined, { signal: ending.signal });
      }
    };
    const each = (action: (mailbox: CampaignMailbox) => Promise<void>) => async (): Promise<void> => {
      for (const mailbox of mailboxes) await action(mailbox);
    };
    await Promise.all([
      repeat(
        1_200,
        each((mailbox) => life.live(mailbox)),
      ),
      repeat(
        600,
        each((mailbox) => users.live(mailbox)),
      ),
      repeat(2_000, () => users.sendAgain()),
      repeat(1_500, () => disturbances.next()),
      repeat(1_500, () => person.look(users.sent)),
      repeat(progressEveryMs, () => {
        options.progress(
          `${Math.round(elapsed() / 1_000)} s: ${executioner.kills} kills, ${life.delivered.length} delivered, ${users.sent.length} sent`,
        );
        return Promise.resolve();
      }),
      repeat(0, () => executioner.once(ending.signal)),
    ]);
    await exchange.clearFaults();
    options.progress('Peace: everything is to settle now.');
    const settled = await settle({ exchange, crm, mailboxes, life, users, person, witnesses });
    const faults = await exchange.faultsGiven();
    ending.abort();
    await Promise.all(watching);
    return {
      ...settled,
      kills: executioner.kills,
      faults,
      faultKinds: disturbances.planned,
      happenings: life.counts,
      delivered: life.delivered.length,
      sent: users.sent.length,
      marked: users.marked,
      reconnections: person.reconnections,
      retries: person.retries,
      events: [...witnesses.values()].reduce((sum, { facts }) => sum + facts, 0),
      connections: [...witnesses.values()].reduce((sum, { connections }) => sum + connections, 0),
      medianStart: median(executioner.startTimes),
      seconds: elapsed() / 1_000,
    };
  } finally {
    ending.abort();
    await product.stop();
    await exchange.stop();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
