import type { Account, EmailListItem, Page } from '@mailroom/contract';
import { type ApiClient, Installation, SimulatedExchange, until } from '@mailroom/test-bed';

/** Requests that connect mailboxes at once. */
const connectedAtOnce = 8;

/** An installation of several processes with a simulated server as its provider. */
export class ConnectedCrm {
  private constructor(
    readonly installation: Installation,
    readonly anna: ApiClient,
    private readonly providerId: string,
  ) {}

  static async start(exchange: SimulatedExchange, listeners: number): Promise<ConnectedCrm> {
    const installation = await Installation.start({ listeners });
    const admin = await installation.signIn('admin');
    const provider = await admin.post<{ id: string }>('/api/mail/providers', {
      ...{ name: 'Bench', serviceType: 'exchange', authMethod: 'basic' },
      serviceAddress: exchange.serviceAddress,
    });
    return new ConnectedCrm(installation, await installation.signIn('anna'), provider.id);
  }

  async connect(mailboxes: readonly string[]): Promise<void> {
    const waiting = [...mailboxes];
    const connectSome = async (): Promise<void> => {
      for (let mailbox = waiting.shift(); mailbox !== undefined; mailbox = waiting.shift()) {
        const account = { emailAddress: mailbox, providerId: this.providerId, password: SimulatedExchange.password };
        await this.anna.post('/api/mail/accounts', account);
      }
    };
    await Promise.all(Array.from({ length: connectedAtOnce }, connectSome));
  }

  /** Waits until every account is live and has so many messages between them. */
  async untilImported(messages: number): Promise<void> {
    await until(
      () => this.pages<Account>('/api/mail/accounts?limit=200'),
      (accounts) =>
        accounts.every(({ phase }) => phase === 'live') && accounts.reduce((sum, { importedCount }) => sum + importedCount, 0) >= messages,
      { pauseMs: 500, deadlineMs: 3_600_000 },
    );
  }

  /** Each email by its mailbox's address, its Message-ID and whether it is read; in no order. */
  async marks(): Promise<string[]> {
    const accounts = await this.pages<Account>('/api/mail/accounts?limit=200');
    const addresses = new Map(accounts.map(({ id, emailAddress }) => [id, emailAddress]));
    const emails = await this.pages<EmailListItem>('/api/mail/emails?limit=200');
    return emails.map(
      ({ accountId, internetMessageId, isRead }) => `${addresses.get(accountId) ?? ''} ${internetMessageId ?? ''} ${isRead}`,
    );
  }

  /** The newest emails, page by page for as long as a page has one that is wanted. */
  newest(isWanted: (email: EmailListItem) => boolean): Promise<EmailListItem[]> {
    return this.pages<EmailListItem>('/api/mail/emails?limit=200', (page) => page.some(isWanted));
  }

  stop(): Promise<void> {
    return this.installation.stop();
  }

  private async pages<Item>(route: string, goesOn: (page: Item[]) => boolean = () => true): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Item> = await this.anna.get(cursor === null ? route : `${route}&cursor=${encodeURIComponent(cursor)}`);
      items.push(...page.items);
      cursor = goesOn(page.items) ? page.nextCursor : null;
    } while (cursor !== null);
    return items;
  }
}
