import type { Email, EmailListItem, Page } from '@mailroom/contract';
import { uniqueWord } from './compose';
import type { ComparedMailbox } from './comparison';
import type { Crm } from './crm';
import type { CrmLife, SentEmail } from './crm-life';
import type { EventWitness } from './event-witness';
import type { CampaignMailbox } from './mailboxes';
import type { ServerLife } from './server-life';

/** Every email that was sent is once in its recipient's mailbox and once among the sender's sent ones, and was reported. */
export async function sentOnce(
  sent: readonly SentEmail[],
  compared: ReadonlyMap<string, ComparedMailbox>,
  witnesses: ReadonlyMap<string, EventWitness>,
  crm: Crm,
): Promise<string[]> {
  const differences: string[] = [];
  for (const { id, subject, recipient, mailbox } of sent) {
    if (id === null) {
      differences.push(`“${subject}” was never taken`);
      continue;
    }
    const { status } = await crm.get<Email>(mailbox.user, `/emails/${id}`);
    if (status !== 'sent' && status !== 'received') differences.push(`“${subject}” is ${status}`);
    const copies = (address: string, path: string): number =>
      compared
        .get(address)
        ?.serverFolders.find((folder) => folder.path === path)
        ?.items.filter((item) => item.subject === subject).length ?? 0;
    const arrived = copies(recipient, 'Inbox');
    const kept = copies(mailbox.address, 'Sent Items');
    if (arrived !== 1) differences.push(`“${subject}” arrived ${arrived} times`);
    if (kept !== 1) differences.push(`“${subject}” is ${kept} times in Sent Items`);
    if (!witnesses.get(mailbox.user)?.sent.has(id)) differences.push(`no event told that “${subject}” was sent`);
    const rows = compared.get(mailbox.address)?.emails.filter((email) => email.subject === subject) ?? [];
    if (!rows.some((email) => email.id === id)) differences.push(`“${subject}” has another id than it was sent by`);
  }
  return differences;
}

/** Of every message that arrived while the mailbox was watched and is in the CRM, `email.received` told. */
export function announced(
  life: ServerLife,
  compared: ReadonlyMap<string, ComparedMailbox>,
  mailboxes: readonly CampaignMailbox[],
  witnesses: ReadonlyMap<string, EventWitness>,
): string[] {
  const differences = [...witnesses.values()].flatMap(({ violations }) => violations);
  for (const { address, accountId, user } of mailboxes) {
    const here = new Set(compared.get(address)?.emails.map(({ internetMessageId }) => internetMessageId));
    for (const { messageId } of life.delivered.filter((delivered) => delivered.address === address)) {
      if (here.has(messageId) && !witnesses.get(user)?.received.has(`${accountId} ${messageId}`)) {
        differences.push(`${address}: no event told of ${messageId}`);
      }
    }
  }
  return differences;
}

/** However often a message was moved, it kept the id that it was first seen with. */
export function identities(
  { ids }: CrmLife,
  life: ServerLife,
  compared: ReadonlyMap<string, ComparedMailbox>,
  mailboxes: readonly CampaignMailbox[],
): string[] {
  const copied = new Set(life.thrownAway);
  return mailboxes.flatMap(({ address, accountId }) => {
    const emails = compared.get(address)?.emails ?? [];
    const count = new Map<string, number>();
    for (const { internetMessageId } of emails) count.set(internetMessageId ?? '', (count.get(internetMessageId ?? '') ?? 0) + 1);
    return emails.flatMap(({ id, internetMessageId }) => {
      const first = ids.get(`${accountId} ${internetMessageId ?? ''}`);
      const isComparable = first !== undefined && first !== null && count.get(internetMessageId ?? '') === 1;
      if (!isComparable || copied.has(internetMessageId ?? '') || first === id) return [];
      return [`${address}: ${internetMessageId} was ${first} and is ${id}`];
    });
  });
}

/**
 * What a user marked in the CRM, and nobody on the server, is so on the server; where one Message-ID is one message. A mark that came too
 * late for a message that was thrown away waits for it to be taken back.
 */
export function marks(
  { marks: wanted }: CrmLife,
  life: ServerLife,
  compared: ReadonlyMap<string, ComparedMailbox>,
  mailboxes: readonly CampaignMailbox[],
): string[] {
  return mailboxes.flatMap(({ address, accountId }) => {
    const { serverFolders = [], notImported } = compared.get(address) ?? {};
    const imported = serverFolders.filter(({ path }) => !notImported?.has(path));
    return imported.flatMap(({ items }) =>
      items.flatMap(({ internetMessageId, isRead }) => {
        const messageId = internetMessageId ?? '';
        const wish = wanted.get(`${accountId} ${messageId}`);
        if (wish === undefined || wish === isRead || life.marked.has(messageId) || life.doubled.has(messageId)) return [];
        return [`${address}: ${internetMessageId} was marked ${wish ? 'read' : 'unread'} in the CRM, and is not on the server`];
      }),
    );
  });
}

/** A word that stands in one message finds that message, and no other. */
export async function searches(
  life: ServerLife,
  crm: Crm,
  mailboxes: readonly CampaignMailbox[],
  compared: ReadonlyMap<string, ComparedMailbox>,
): Promise<string[]> {
  const differences: string[] = [];
  for (const { address, user, accountId } of mailboxes) {
    const here = compared.get(address)?.emails ?? [];
    for (const { messageId, number } of life.delivered.filter((delivered) => delivered.address === address).slice(-40)) {
      const expected = here.filter(({ internetMessageId }) => internetMessageId === messageId).length;
      const { items } = await crm.get<Page<EmailListItem>>(user, `/emails?accountId=${accountId}&q=${uniqueWord(number)}`);
      if (items.length !== expected) differences.push(`${address}: the search finds ${items.length} of ${expected} × ${messageId}`);
    }
  }
  return differences;
}
