import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedExchange } from '@mailroom/test-bed';
import { type ComparedMailbox, compare } from './comparison';
import type { Crm } from './crm';
import type { CrmLife } from './crm-life';
import type { EventWitness } from './event-witness';
import type { CampaignMailbox } from './mailboxes';
import type { Person } from './person';
import { announced, identities, marks, searches, sentOnce } from './promises';
import type { ServerLife } from './server-life';

export interface SettlingScene {
  exchange: SimulatedExchange;
  crm: Crm;
  mailboxes: readonly CampaignMailbox[];
  life: ServerLife;
  users: CrmLife;
  person: Person;
  witnesses: ReadonlyMap<string, EventWitness>;
}

export interface Settled {
  /** What each promise comes to: nothing, or in what it was broken. */
  broken: Readonly<Record<string, readonly string[]>>;
  folders: number;
  messages: number;
  settledAfterSeconds: number;
}

/** A server's longest back-off is five minutes: whoever has not come to rest after twice as long never does. */
const longestMs = 10 * 60_000;
const pauseMs = 2_000;

/** Waits until the CRM is like the server, or time is up; then holds everything against what was promised. */
export async function settle(scene: SettlingScene): Promise<Settled> {
  const { crm, mailboxes, users, person } = scene;
  const startedAt = performance.now();
  const elapsed = (): number => performance.now() - startedAt;
  for (const { user, accountId } of mailboxes) await crm.call(user, 'POST', `/accounts/${accountId}/sync`);
  for (;;) {
    await users.sendAgain();
    await person.look(users.sent);
    for (const email of users.sent) await person.retry(email);
    const broken = await judge(scene, false);
    if (Object.values(broken.broken).every((differences) => differences.length === 0) || elapsed() > longestMs) break;
    await sleep(pauseMs);
  }
  return { ...(await judge(scene, true)), settledAfterSeconds: elapsed() / 1_000 };
}

async function judge(
  { exchange, crm, mailboxes, life, users, witnesses }: SettlingScene,
  bytes: boolean,
): Promise<Omit<Settled, 'settledAfterSeconds'>> {
  const compared = new Map<string, ComparedMailbox>();
  for (const mailbox of mailboxes) compared.set(mailbox.address, await compare(exchange, crm, mailbox, bytes));
  const all = [...compared.values()];
  return {
    broken: {
      'the CRM is like the server': all.flatMap(({ differences }) => differences),
      'each email was sent once': await sentOnce(users.sent, compared, witnesses, crm),
      'each arrival was told of, in order': announced(life, compared, mailboxes, witnesses),
      'a move keeps the id': identities(users, life, compared, mailboxes),
      'marks reach the server': marks(users, life, compared, mailboxes),
      'the search finds each message once': await searches(life, crm, mailboxes, compared),
    },
    folders: all.reduce((sum, { folders }) => sum + folders, 0),
    messages: all.reduce((sum, { messages }) => sum + messages, 0),
  };
}
