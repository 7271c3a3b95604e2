import type { CoveredMailbox, CoveredMailboxPage, ExchangeIntegration } from '@mailroom/contract';
import { type ApiClient, Product, type SimulatedExchange } from '@mailroom/test-bed';

export const superUser = { address: 'crm-service@head.example', password: 'test-bed-super-user-password' };

/** How many users the administrator adds at a time. */
const together = 6;

/** The settings of the Oro page, for the simulated server. */
export async function integrationSettings(exchange: SimulatedExchange, domains: readonly string[]): Promise<Record<string, unknown>> {
  return {
    enabled: true,
    server: exchange.serviceAddress,
    trustedCertificate: await exchange.certificateAuthority(),
    login: superUser.address,
    password: superUser.password,
    domains,
  };
}

export function saveIntegration(admin: ApiClient, settings: object): Promise<ExchangeIntegration> {
  return admin.call('PUT', '/api/mail/exchange-integration', settings);
}

/** The administrator adds the CRM's users. @returns their ids by their addresses */
export async function addUsers(admin: ApiClient, addresses: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const waiting = [...addresses];
  const work = async (): Promise<void> => {
    for (let email = waiting.shift(); email !== undefined; email = waiting.shift()) {
      const user = { email, displayName: `User ${email}`, password: Product.password };
      ids.set(email, (await admin.post<{ id: string }>('/api/users', user)).id);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return ids;
}

/** Every covered mailbox, over all pages. */
export async function coveredMailboxes(admin: ApiClient, query = ''): Promise<CoveredMailbox[]> {
  const mailboxes: CoveredMailbox[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const route = `/api/mail/exchange-integration/mailboxes?limit=200${query}${cursor && `&cursor=${cursor}`}`;
    const page: CoveredMailboxPage = await admin.get(route);
    mailboxes.push(...page.items);
    cursor = page.nextCursor;
  }
  return mailboxes;
}
