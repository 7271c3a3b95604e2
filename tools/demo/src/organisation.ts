import type { Account, Page, Provider } from '@mailroom/contract';
import { ApiClient } from '@mailroom/test-bed';
import { colleagues, customers } from './mail/people';
import type { MailServer } from './mail-server';
import type { DemoSettings } from './settings';

const domain = 'demo.test';

/**
 * Sets the demo organisation up as its people would, through the public API: the administrator connects the mail server
 * and enters the contacts, Anna adds her mailbox. Ben's is left to whoever tries the demo. What is there stays.
 */
export async function setUpOrganisation(origin: string, server: MailServer, settings: DemoSettings): Promise<void> {
  const { userPassword, mailboxPassword } = settings;
  const admin = await ApiClient.signIn(origin, `admin@${domain}`, userPassword);
  await connectMailServer(admin, server);
  const contacts = await admin.get<Page<unknown>>('/api/contacts?limit=1');
  if (contacts.items.length > 0) return;
  const anna = await ApiClient.signIn(origin, colleagues.anna.address, userPassword);
  const accounts = await anna.get<Page<Account>>('/api/mail/accounts');
  if (accounts.items.length === 0) {
    await anna.post('/api/mail/accounts', { emailAddress: colleagues.anna.address, password: mailboxPassword });
  }
  for (const { name, address } of Object.values(customers)) {
    await admin.post('/api/contacts', { name, emailAddresses: [address] });
  }
}

/** The provider follows the server, whose port is another one when the usual was taken. */
export async function connectMailServer(admin: ApiClient, { serviceAddress, ca }: MailServer): Promise<void> {
  const { items } = await admin.get<Page<Provider>>('/api/mail/providers');
  const provider = items.find(({ domains }) => domains.includes(domain));
  if (!provider) {
    await admin.post('/api/mail/providers', {
      name: 'Demo Exchange',
      serviceType: 'exchange',
      serviceAddress,
      trustedCertificate: ca,
      domains: [domain],
    });
  } else if (provider.name === 'Demo Exchange' && provider.serviceAddress !== serviceAddress) {
    await admin.request('PATCH', `/api/mail/providers/${provider.id}`, { serviceAddress, trustedCertificate: ca });
  }
}
