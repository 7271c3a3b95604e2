import type { EmailListItem, ListenerStatus } from '@mailroom/contract';
import { ApiProblem, SimulatedExchange, until } from '@mailroom/test-bed';
import { ConnectedCrm } from './connected-crm';

/** Messages that each mailbox holds before it is connected. */
const imported = 3;

/** Many mailboxes shared by several listeners, and what ought to be in them. */
export class Fleet {
  /** Messages that were delivered, those deleted again not counted. */
  expected: number;

  private constructor(
    readonly exchange: SimulatedExchange,
    readonly crm: ConnectedCrm,
    readonly mailboxes: readonly string[],
  ) {
    this.expected = mailboxes.length * imported;
  }

  /** Resolves when all is imported and the listeners share it. */
  static async start(count: number, listeners: number): Promise<Fleet> {
    const exchange = await SimulatedExchange.start({ tls: false });
    const mailboxes = Array.from({ length: count }, (_, index) => `box${index}@bench.test`);
    for (const [seed, mailbox] of mailboxes.entries())
      await exchange.generate(mailbox, { folder: 'Inbox', count: imported, bytes: 3_000, seed });
    const fleet = new Fleet(exchange, await ConnectedCrm.start(exchange, listeners), mailboxes);
    await fleet.crm.connect(mailboxes);
    await fleet.crm.untilImported(fleet.expected);
    await fleet.untilShared(listeners);
    return fleet;
  }

  async instances(): Promise<ListenerStatus['instances']> {
    return (await this.crm.anna.get<ListenerStatus>('/api/mail/listener')).instances;
  }

  /** Waits until so many listeners have all mailboxes, none much fewer than its share. */
  async untilShared(listeners: number): Promise<void> {
    const least = Math.floor(this.mailboxes.length / listeners / 1.3);
    await until(
      () => this.instances(),
      (instances) => instances.length === listeners && instances.every(({ accounts }) => accounts >= least),
    );
  }

  /** Waits until so many listeners have all mailboxes between them. */
  async untilOwned(listeners: number): Promise<void> {
    await until(
      () => this.instances(),
      (instances) => instances.length === listeners && instances.reduce((sum, { accounts }) => sum + accounts, 0) >= this.mailboxes.length,
    );
  }

  /** One message to each mailbox's inbox. */
  async deliver(name: string): Promise<void> {
    for (const [index, mailbox] of this.mailboxes.entries()) {
      const head = ['From: Ben <ben@bench.test>', `To: <${mailbox}>`, `Subject: ${name} ${index}`, `Date: ${new Date().toUTCString()}`];
      const lines = [...head, `Message-ID: <${name}-${index}@bench.test>`, 'Content-Type: text/plain', '', `${name}.`, ''];
      await this.exchange.deliver(mailbox, 'Inbox', Buffer.from(lines.join('\r\n')));
      this.expected++;
    }
  }

  /** On the server, of the messages of that name: every second is deleted, the others are marked as read. */
  async changeOnServer(name: string): Promise<void> {
    for (const [index, mailbox] of this.mailboxes.entries()) {
      const items = (await this.exchange.folders(mailbox)).flatMap((folder) => folder.items);
      const item = items.find(({ subject }) => subject === `${name} ${index}`);
      if (!item) throw new Error(`${mailbox} has no ${name}.`);
      if (index % 2 === 1) await this.exchange.changeItem(mailbox, item.itemId, { isRead: true });
      else {
        await this.exchange.deleteItem(mailbox, item.itemId);
        this.expected--;
      }
    }
  }

  /** Milliseconds from then until each mailbox shows its message of that name; in no order. */
  async seen(name: string, then: number): Promise<number[]> {
    const seen = new Map<string, number>();
    const isWanted = ({ subject }: EmailListItem): boolean => subject.startsWith(`${name} `);
    await until(
      async () => {
        const emails = await this.crm.newest(isWanted).catch(noneWhileAway);
        for (const { subject } of emails.filter(isWanted)) if (!seen.has(subject)) seen.set(subject, performance.now() - then);
        return seen.size;
      },
      (size) => size >= this.mailboxes.length,
      { pauseMs: 200 },
    );
    return [...seen.values()];
  }

  /**
   * Waits until the CRM has the server's messages, each once and marked as there; gives how many these are. It throws when that does not
   * come, which is what the benchmark is about.
   */
  async untilAlike(): Promise<number> {
    const server: string[] = [];
    for (const mailbox of this.mailboxes) {
      const items = (await this.exchange.folders(mailbox)).flatMap((folder) => folder.items);
      server.push(...items.map(({ internetMessageId, isRead }) => `${mailbox} ${internetMessageId ?? ''} ${isRead}`));
    }
    const wanted = JSON.stringify(server.sort());
    const crm = await until(
      () => this.crm.marks(),
      (marks) => JSON.stringify(marks.sort()) === wanted,
      { pauseMs: 1_000 },
    );
    return crm.length;
  }

  async stop(): Promise<void> {
    await this.crm.stop();
    await this.exchange.stop();
  }
}

/** The API has no answer while its database is away. */
function noneWhileAway(error: unknown): never[] {
  if (error instanceof ApiProblem && error.problem.status >= 500) return [];
  throw error;
}
