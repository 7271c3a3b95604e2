import type { Account } from '@mailroom/contract';
import type { SimulatedExchange } from '@mailroom/test-bed';
import type { Crm } from './crm';

/** A mailbox of the campaign, on the server and in the CRM. */
export interface CampaignMailbox {
  /** The CRM's user. */
  user: string;
  address: string;
  accountId: string;
}

/** Two accounts of one user, whose events are one stream, and one of another. */
const owners: readonly [user: string, address: string][] = [
  ['anna', 'anna@faults.test'],
  ['anna', 'sales@faults.test'],
  ['ben', 'ben@faults.test'],
];

const olderMessages = 120;

/** Connects the mailboxes, which hold some older mail. */
export async function connectMailboxes(exchange: SimulatedExchange, crm: Crm, password: string): Promise<CampaignMailbox[]> {
  const provider = await crm.call<{ id: string }>('admin', 'POST', '/providers', {
    name: 'Campaign',
    serviceType: 'exchange',
    serviceAddress: exchange.serviceAddress,
    authMethod: 'basic',
  });
  const mailboxes: CampaignMailbox[] = [];
  for (const [index, [user, address]] of owners.entries()) {
    await exchange.generate(address, { folder: 'Inbox', count: olderMessages, bytes: 3_000, seed: index + 1 });
    await exchange.createFolder(address, 'Projects');
    const input = { emailAddress: address, providerId: provider.id, password };
    const { id } = await crm.call<Account>(user, 'POST', '/accounts', input);
    mailboxes.push({ user, address, accountId: id });
  }
  return mailboxes;
}
