import type { Account, EmailListItem, Page, Provider, SyncStatus } from '@mailroom/contract';
import { type ApiClient, type Product, SimulatedExchange, until } from '@mailroom/test-bed';

/** The administrator sets up the simulated server as the provider of `demo.test`. */
export async function addProvider(product: Pick<Product, 'signIn'>, exchange: SimulatedExchange): Promise<Provider> {
  const admin = await product.signIn('admin');
  return admin.post<Provider>('/api/mail/providers', {
    name: 'Simulated Exchange',
    serviceType: 'exchange',
    serviceAddress: exchange.serviceAddress,
    trustedCertificate: await exchange.certificateAuthority(),
    domains: ['demo.test'],
  });
}

/** A user connects their own mailbox. */
export function addAccount(user: ApiClient, emailAddress: string): Promise<Account> {
  return user.post<Account>('/api/mail/accounts', { emailAddress, password: SimulatedExchange.password });
}

export function untilLive(user: ApiClient, accountId: string): Promise<SyncStatus> {
  return untilStatus(user, accountId, ({ phase }) => phase === 'live');
}

export function untilStatus(user: ApiClient, accountId: string, isWanted: (status: SyncStatus) => boolean): Promise<SyncStatus> {
  return until(() => user.get<SyncStatus>(`/api/mail/accounts/${accountId}/sync-status`), isWanted);
}

/** Every email that the query matches, over all pages. */
export async function allEmails(user: ApiClient, query: string): Promise<EmailListItem[]> {
  const emails: EmailListItem[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<EmailListItem> = await user.get(
      `/api/mail/emails?limit=200&${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    emails.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return emails;
}
