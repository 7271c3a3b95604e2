import { type ApiClient, Product, SimulatedExchange, until } from '@mailroom/test-bed';
import type { MessageTable } from './message-table';

export type MailboxKind = 'impersonated' | 'personal';

export const superUser = { login: 'service@watch.test', password: 'test-bed-service-password' };

/** Mailboxes that are made, and connected, at once. */
const atOnce = 4;

/** The mailboxes of a run on the simulated server, and how they come into the CRM. */
export class Mailboxes {
  addresses: string[] = [];
  private admin: ApiClient | null = null;
  private providerId = '';

  constructor(
    private readonly kind: MailboxKind,
    private readonly exchange: SimulatedExchange,
    private readonly product: Product,
    private readonly table: MessageTable,
  ) {}

  /** Makes so many mailboxes on the server, each with a few messages. */
  async prepare(count: number): Promise<void> {
    this.addresses = Array.from({ length: count }, (_, number) => `user${String(number).padStart(5, '0')}@watch.test`);
    await inParallel(this.addresses, (address, seed) => this.exchange.generate(address, { folder: 'Inbox', count: 2, bytes: 4_000, seed }));
    const admin = await this.product.signIn('admin');
    this.admin = admin;
    if (this.kind === 'impersonated') return;
    const { serviceAddress } = this.exchange;
    const trustedCertificate = await this.exchange.certificateAuthority();
    const provider = { name: 'Watch', serviceType: 'exchange', serviceAddress, authMethod: 'basic', trustedCertificate };
    this.providerId = (await admin.post<{ id: string }>('/api/mail/providers', provider)).id;
  }

  /** Brings some of them into the CRM, and waits until all are watched and nothing is left to do. */
  async connect(from: number, count: number): Promise<void> {
    const addresses = this.addresses.slice(from, from + count);
    if (this.kind === 'personal') {
      const anna = await this.product.signIn('anna');
      const { providerId } = this;
      const password = SimulatedExchange.password;
      await inParallel(addresses, (emailAddress) => anna.post('/api/mail/accounts', { emailAddress, providerId, password }));
    } else {
      this.table.addUsers(addresses);
      await this.admin?.call('PUT', '/api/mail/exchange-integration', {
        enabled: true,
        server: this.exchange.serviceAddress,
        ...superUser,
        domains: ['watch.test'],
      });
    }
    await until(
      () => Promise.resolve(this.table.liveAccounts()),
      (live) => live >= from + count,
      { pauseMs: 500, deadlineMs: 3_600_000 },
    );
    await until(
      async () => (await this.exchange.operations())['Subscribe']?.requests ?? 0,
      (subscribed) => subscribed >= from + count,
      { pauseMs: 500, deadlineMs: 600_000 },
    );
    await this.untilQuiet();
  }

  private async untilQuiet(): Promise<void> {
    let before = -1;
    await until(
      async () => {
        const { requests } = await this.exchange.traffic();
        const isQuiet = requests - before < 20;
        before = requests;
        return isQuiet;
      },
      (isQuiet) => isQuiet,
      { pauseMs: 3_000, deadlineMs: 600_000 },
    );
  }
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item, index: number) => Promise<unknown>): Promise<void> {
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) await work(item, index);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
