import { createHash } from 'node:crypto';
import type { EmailListItem, Folder, Page, SyncStatus } from '@mailroom/contract';
import type { SimulatedExchange, SimulatedFolder } from '@mailroom/test-bed';
import type { Crm } from './crm';
import type { CampaignMailbox } from './mailboxes';

/** What one mailbox holds, on both sides. */
export interface ComparedMailbox {
  folders: number;
  messages: number;
  /** Each in a sentence. */
  differences: string[];
  emails: EmailListItem[];
  serverFolders: SimulatedFolder[];
  /** Paths of the server's folders that the CRM knows and does not import, the bin among them. */
  notImported: ReadonlySet<string>;
}

interface Both {
  server: Map<string, number>;
  crm: Map<string, number>;
}

/** Compares a mailbox with the CRM's copy, message by message. @param bytes whether each message's bytes are compared too */
export async function compare(exchange: SimulatedExchange, crm: Crm, mailbox: CampaignMailbox, bytes: boolean): Promise<ComparedMailbox> {
  const { user, accountId, address } = mailbox;
  const serverFolders = await exchange.folders(address, { digests: bytes });
  const { items: folders } = await crm.get<{ items: Folder[] }>(user, `/accounts/${accountId}/folders`);
  const status = await crm.get<SyncStatus>(user, `/accounts/${accountId}/sync-status`);
  const emails = await allEmails(crm, mailbox);
  const differences: string[] = [];
  const crmFolders = new Map(folders.map((folder) => [folder.path, folder]));
  let messages = 0;
  for (const { path, items } of serverFolders) {
    const folder = crmFolders.get(path);
    if (!folder) {
      if (items.length > 0) differences.push(`${address}: the CRM has no folder ${path}, which holds ${items.length} messages`);
      continue;
    }
    crmFolders.delete(path);
    const own = emails.filter(({ folderId }) => folderId === folder.id);
    if (!folder.selected) {
      if (own.length > 0) differences.push(`${address}/${path} is not selected, and the CRM has ${own.length} messages of it`);
      continue;
    }
    messages += items.length;
    const both: Both = { server: new Map(), crm: new Map() };
    for (const { internetMessageId, isRead, sha256 } of items) add(both.server, key(internetMessageId, isRead, sha256));
    for (const { id, internetMessageId, isRead } of own)
      add(both.crm, key(internetMessageId, isRead, bytes ? await digest(crm, user, id) : undefined));
    differences.push(...differencesOf(`${address}/${path}`, both));
    differences.push(...miscounts(`${address}/${path}`, folder, items, status));
  }
  for (const { path, messageCount } of crmFolders.values()) {
    differences.push(`${address}: the server has no folder ${path} any more, the CRM has it with ${messageCount} messages`);
  }
  const notImported = new Set(folders.filter(({ selected }) => !selected).map(({ path }) => path));
  return { folders: serverFolders.length, messages, differences, emails, serverFolders, notImported };
}

async function allEmails(crm: Crm, { user, accountId }: CampaignMailbox): Promise<EmailListItem[]> {
  const emails: EmailListItem[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const route: string = `/emails?limit=100&accountId=${accountId}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: Page<EmailListItem> = await crm.get<Page<EmailListItem>>(user, route);
    emails.push(...page.items);
    cursor = page.nextCursor;
  }
  return emails;
}

async function digest(crm: Crm, user: string, id: string): Promise<string> {
  return createHash('sha256')
    .update(await crm.bytes(user, `/emails/${id}/raw`))
    .digest('hex');
}

function key(messageId: string | null, isRead: boolean, sha256: string | undefined): string {
  return `${messageId ?? 'no Message-ID'} ${isRead ? 'read' : 'unread'}${sha256 === undefined ? '' : ` ${sha256}`}`;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function differencesOf(place: string, { server, crm }: Both): string[] {
  const names = new Set([...server.keys(), ...crm.keys()]);
  return [...names].flatMap((name) => {
    const [there, here] = [server.get(name) ?? 0, crm.get(name) ?? 0];
    return there === here ? [] : [`${place}: ${name}: ${there} on the server, ${here} in the CRM`];
  });
}

function miscounts(place: string, folder: Folder, items: readonly { isRead: boolean }[], status: SyncStatus): string[] {
  const books = status.folders.find(({ id }) => id === folder.id);
  const unread = items.filter(({ isRead }) => !isRead).length;
  const wrong: string[] = [];
  if (folder.unreadCount !== unread) wrong.push(`${place}: ${unread} unread, the CRM counts ${folder.unreadCount}`);
  if (!books) return [...wrong, `${place} is missing from the sync status`];
  const { serverCount, importedCount, skippedCount } = books;
  if (serverCount !== items.length || serverCount !== importedCount + skippedCount) {
    wrong.push(`${place}: ${items.length} messages; the books say ${serverCount} = ${importedCount} imported + ${skippedCount} skipped`);
  }
  return wrong;
}
