import { lookup } from 'node:dns/promises';
import type { MailboxTarget, NetworkPolicy } from '@mailroom/mail-adapter';

/** What tests use of a running simulator. */
export interface Simulator {
  serviceAddress: string;
  controlUrl: string;
  ca: string | undefined;
}

/** Lets tests reach this computer. */
export const openNetwork: NetworkPolicy = {
  async resolve(host) {
    const { address, family } = await lookup(host, 4);
    return { address, family: family === 6 ? 6 : 4 };
  },
  allowsPlainHttp: () => true,
};

export function mailboxOf(simulator: Pick<Simulator, 'serviceAddress' | 'ca'>, mailboxAddress: string): MailboxTarget {
  return {
    accountId: `account of ${mailboxAddress}`,
    server: { address: simulator.serviceAddress, version: null, trustedCertificate: simulator.ca ?? null },
    mailboxAddress,
    credentials: { kind: 'password', method: 'basic', login: mailboxAddress, password: 'secret' },
    access: 'owner',
  };
}

/** Calls the simulator's control interface. */
export async function control<Answer>({ controlUrl }: Simulator, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${controlUrl}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`${method} ${path} was answered by ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Changes (`PATCH`) or deletes the message with this Message-ID. */
export async function changeMessage(
  simulator: Simulator,
  method: 'PATCH' | 'DELETE',
  address: string,
  messageId: string,
  change?: object,
): Promise<void> {
  const mailbox = `/mailboxes/${encodeURIComponent(address)}`;
  const { folders } = await control<{ folders: { items: { itemId: string; internetMessageId: string | null }[] }[] }>(
    simulator,
    'GET',
    mailbox,
  );
  const item = folders.flatMap(({ items }) => items).find(({ internetMessageId }) => internetMessageId?.includes(messageId));
  if (!item) throw new Error(`${address} has no message ${messageId}.`);
  await control(simulator, method, `${mailbox}/items/${encodeURIComponent(item.itemId)}`, change);
}
