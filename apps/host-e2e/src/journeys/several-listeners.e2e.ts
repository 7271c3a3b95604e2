import type { Account, EmailListItem, ListenerStatus } from '@mailroom/contract';
import { type ApiClient, Installation, SimulatedExchange, until } from '@mailroom/test-bed';
import { endAfterwards } from '../support/ending';
import { addAccount, addProvider, allEmails } from '../support/organisation';

const mailboxes = Array.from({ length: 12 }, (_, index) => `box${index}@demo.test`);
const imported = 30;

/** An API, PostgreSQL, Redis and listeners, which come and go while mail flows. */
describe('several listeners', () => {
  const ending = endAfterwards();
  let exchange: SimulatedExchange;
  let crm: Installation;
  let anna: ApiClient;
  let accounts: Account[];
  /** Subjects that were delivered after the import. */
  const delivered: string[] = [];

  beforeAll(async () => {
    exchange = ending(await SimulatedExchange.start());
    for (const [seed, mailbox] of mailboxes.entries()) {
      await exchange.generate(mailbox, { folder: 'Inbox', count: imported, bytes: 4_000, seed });
    }
    crm = ending(await Installation.start({ listeners: 2 }));
    await addProvider(crm, exchange);
    anna = await crm.signIn('anna');
    accounts = [];
    for (const mailbox of mailboxes) accounts.push(await addAccount(anna, mailbox));
  });

  const listeners = () => anna.get<ListenerStatus>('/api/mail/listener');
  const untilListeners = (isWanted: (accounts: number[]) => boolean) =>
    until(listeners, ({ instances }) => isWanted(instances.map(({ accounts: owned }) => owned).sort((a, b) => a - b)));
  const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);
  const untilLive = () =>
    until(
      () => anna.get<{ items: Account[] }>('/api/mail/accounts?limit=100'),
      ({ items }) => items.every(({ phase, lastError }) => phase === 'live' && lastError === null),
    );

  /** One message to each mailbox. */
  async function deliver(name: string): Promise<void> {
    for (const mailbox of mailboxes) {
      const subject = `${name} for ${mailbox}`;
      delivered.push(subject);
      const mime = `From: ben@demo.test\r\nTo: ${mailbox}\r\nSubject: ${subject}\r\nMessage-ID: <${delivered.length}@demo.test>\r\n\r\nHello\r\n`;
      await exchange.deliver(mailbox, 'Inbox', Buffer.from(mime));
    }
  }

  /** Waits until everything that was delivered is there, and finds each message once. */
  async function expectEverythingOnce(): Promise<void> {
    const total = mailboxes.length * imported + delivered.length;
    const emails = await until(
      () => allEmails(anna, ''),
      (all) => all.length >= total,
      { pauseMs: 300 },
    );
    const subjects = emails.map(({ subject }: EmailListItem) => subject).filter((subject) => subject.includes(' for box'));
    expect(subjects.sort()).toEqual([...delivered].sort());
    expect(emails).toHaveLength(total);
    expect(new Set(emails.map(({ id }) => id)).size).toBe(total);
    const { items } = await anna.get<{ items: Account[] }>('/api/mail/accounts?limit=100');
    expect(sum(items.map(({ importedCount }) => importedCount))).toBe(total);
  }

  it('share the mailboxes fairly, and the API has none', async () => {
    await untilLive();
    await untilListeners(([few = 0, many = 0]) => few + many === 12 && few >= 4);
    await expectEverythingOnce();
    expect((await fetch(`${crm.origin}/api/health/ready`)).status).toBe(200);
    for (const { healthUrl } of crm.listeners) {
      expect(await (await fetch(`${healthUrl}/health/ready`)).json()).toEqual({ status: 'ok', down: [] });
      expect(await (await fetch(`${healthUrl}/metrics`)).text()).toContain('mailroom_listeners 2\n');
    }
  });

  it('lose nothing and double nothing when one is killed while mail flows', async () => {
    const [victim] = crm.listeners;
    await deliver('Before');
    await Promise.all([victim?.kill(), deliver('During')]);
    await deliver('After');
    await expectEverythingOnce();
    await untilListeners((owned) => owned.length === 1 && sum(owned) === 12);
  });

  it('make room for one that joins', async () => {
    await crm.addListener();
    await untilListeners((owned) => owned.length === 2 && sum(owned) === 12 && (owned[0] ?? 0) >= 4);
    await deliver('Shared');
    await expectEverythingOnce();
  });

  it('write nothing stale when one stood still until the others had its mailboxes', async () => {
    const sleeper = crm.listeners[1];
    sleeper?.pause();
    await deliver('Asleep');
    await untilListeners((owned) => owned.length === 1 && sum(owned) === 12);
    await expectEverythingOnce();
    await Promise.all([deliver('Awake'), Promise.resolve(sleeper?.resume())]);
    await untilListeners((owned) => owned.length === 2 && sum(owned) === 12);
    await expectEverythingOnce();
  });

  it('go on by themselves after Redis and PostgreSQL were away', async () => {
    await crm.redis.crashAndRestart();
    await deliver('Redis');
    await expectEverythingOnce();
    await crm.postgres.crashAndRestart();
    await deliver('PostgreSQL');
    await until(
      () => anna.get<ListenerStatus>('/api/mail/listener').catch(() => null),
      (status) => status?.instances.length === 2,
    );
    await expectEverythingOnce();
    await untilLive();
    expect((await fetch(`${crm.origin}/api/health/ready`)).status).toBe(200);
  });

  it('hand over at once when one is stopped', async () => {
    await crm.listeners[1]?.stop();
    const { instances } = await listeners();
    expect(instances).toHaveLength(1);
    await deliver('Handed over');
    await expectEverythingOnce();
    await untilListeners((owned) => sum(owned) === 12);
  });

  it('erase an account that the API was asked to delete', async () => {
    const [account] = accounts;
    expect((await anna.request('DELETE', `/api/mail/accounts/${account?.id ?? ''}`)).status).toBe(204);
    const { items } = await anna.get<{ items: Account[] }>('/api/mail/accounts?limit=100');
    expect(items).toHaveLength(11);
    expect(await allEmails(anna, `accountId=${accounts[1]?.id ?? ''}`)).not.toHaveLength(0);
  });
});
