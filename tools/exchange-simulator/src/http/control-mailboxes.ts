import { hash } from 'node:crypto';
import { securityIdentifier } from '../authentication/security-identifier';
import { type Item } from '../mailbox/item';
import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';
import { impersonationRights, type MailboxSettings } from '../mailbox/mailbox-settings';
import { addresses, type Answer, type Call, ControlError, flag, integer, jsonObject, oneOf, text } from './control-input';

/** What the calls about mailboxes reach. */
interface Targets {
  readonly store: MailStore;
}

export function deliver({ parameters: [address = ''], query, body }: Call, { store }: Targets): Answer {
  const kind = { itemClass: query.get('itemClass') ?? undefined, isAssociated: query.get('associated') === 'true' };
  const item = store.deliver(address, query.get('folder') ?? 'Inbox', body, kind);
  return { itemId: item.folder.mailbox.itemId(item) };
}

export function generate({ parameters: [address = ''], body }: Call, { store }: Targets): Answer {
  const input = jsonObject(body);
  const count = integer(input, 'count', 1);
  store.generate(address, {
    folder: text(input, 'folder') ?? 'Inbox',
    count,
    bytes: integer(input, 'bytes', 20_000),
    seed: integer(input, 'seed', 1),
  });
  return { count };
}

export function changeItem({ parameters, body }: Call, { store }: Targets): Answer {
  const { mailbox, item } = findItem(parameters, store);
  const input = jsonObject(body);
  const isRead = flag(input, 'isRead');
  const folder = text(input, 'folder');
  if (isRead !== undefined) mailbox.setRead(item, isRead);
  const present = folder === undefined ? item : mailbox.moveItem(item, mailbox.folderAt(folder));
  return { itemId: mailbox.itemId(present) };
}

export function deleteItem({ parameters }: Call, { store }: Targets): Answer {
  const { mailbox, item } = findItem(parameters, store);
  mailbox.deleteItem(item);
  return {};
}

/** Sets a mailbox up, which is made when it is missing. What is not given stays as it is. */
export function configure({ parameters: [address = ''], body }: Call, { store }: Targets): Answer {
  const input = jsonObject(body);
  const unknown = Object.keys(input).find((name) => !settingNames.includes(name));
  if (unknown !== undefined) throw new ControlError(400, 'invalid-input', `"${unknown}" is none of ${settingNames.join(', ')}.`);
  const changes = {
    aliases: addresses(input, 'aliases'),
    delegates: addresses(input, 'delegates'),
    disabled: flag(input, 'disabled'),
    ewsEnabled: flag(input, 'ewsEnabled'),
    impersonation: oneOf(input, 'impersonation', impersonationRights),
    maxSendSize: 'maxSendSize' in input ? integer(input, 'maxSendSize', 0) : undefined,
    password: text(input, 'password'),
  } satisfies { [Name in keyof MailboxSettings]: MailboxSettings[Name] | undefined };
  const mailbox = store.findOrCreate(address);
  store.configure(mailbox, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)));
  const { password: _secret, ...settings } = mailbox.settings;
  return { address: mailbox.address, sid: securityIdentifier(mailbox.key), ...settings };
}

const settingNames = ['aliases', 'delegates', 'disabled', 'ewsEnabled', 'impersonation', 'maxSendSize', 'password'];

export function describeMailbox({ parameters: [address = ''], query }: Call, { store }: Targets): Answer {
  const mailbox = findMailbox(address, store);
  const withItems = query.get('items') !== 'false';
  const withDigests = query.get('digests') === 'true';
  const folders = mailbox.allFolders().flatMap((folder) => {
    const { path } = folder;
    if (path === undefined) return [];
    const items = withItems ? { items: [...folder.items].map((item) => describeItem(mailbox, item, withDigests)) } : {};
    return [{ id: mailbox.folderId(folder), path, count: folder.itemCount, ...items }];
  });
  return { folders };
}

function describeItem(mailbox: Mailbox, item: Item, withDigest: boolean): Answer {
  const { messageId, subject } = item.source.summary();
  const digest = withDigest ? { sha256: hash('sha256', item.source.read(), 'hex') } : {};
  return { itemId: mailbox.itemId(item), internetMessageId: messageId ?? null, subject, isRead: item.isRead, ...digest };
}

function findMailbox(address: string, store: MailStore): Mailbox {
  const mailbox = store.find(address);
  if (mailbox === undefined) throw new ControlError(404, 'no-such-mailbox', `There is no mailbox ${address}.`);
  return mailbox;
}

function findItem([address = '', itemId = '']: readonly string[], store: MailStore): { mailbox: Mailbox; item: Item } {
  const mailbox = findMailbox(address, store);
  const item = mailbox.findItem(itemId);
  if (item === undefined || item === 'malformed') throw new ControlError(404, 'no-such-item', `${address} has no item ${itemId}.`);
  return { mailbox, item };
}
