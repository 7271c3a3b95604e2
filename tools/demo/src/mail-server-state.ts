import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Item, MailStore, Mailbox } from '@mailroom/exchange-simulator';

/**
 * What has happened in the mailboxes since their mail was written. That mail itself never changes: the simulator derives
 * its ids from it, and the CRM knows messages by these ids.
 */
interface KeptState {
  /** Messages of the first hour that are still where they were: whether each is read, by item id. */
  remaining: Record<string, boolean>;
  later: { mailbox: string; folder: string; file: string; receivedAt: number; isRead: boolean; isDraft: boolean }[];
}

const stateFile = 'state.json';

/** Brings the mailboxes to where `keepState` found them. @param directory where it wrote */
export function restoreState(store: MailStore, directory: string): void {
  const state = JSON.parse(readFileSync(path.join(directory, stateFile), 'utf8')) as KeptState;
  for (const { mailbox, item } of allItems(store)) {
    const isRead = state.remaining[mailbox.itemId(item)];
    if (isRead === undefined) mailbox.deleteItem(item);
    else mailbox.setRead(item, isRead);
  }
  for (const { mailbox: address, folder, file, receivedAt, isRead, isDraft } of state.later) {
    const mailbox = store.findOrCreate(address);
    const source = store.spool.store(readFileSync(path.join(directory, file)), receivedAt);
    mailbox.addItem(mailbox.folderAt(folder), source, { isRead, isDraft });
  }
}

/** @param first ids of the items that were loaded from the mail directory */
export function keepState(store: MailStore, first: ReadonlySet<string>, directory: string): void {
  mkdirSync(directory, { recursive: true });
  const state: KeptState = { remaining: {}, later: [] };
  for (const { mailbox, item, folder } of allItems(store)) {
    const id = mailbox.itemId(item);
    if (first.has(id)) {
      state.remaining[id] = item.isRead;
      continue;
    }
    const file = `${state.later.length}.eml`;
    writeFileSync(path.join(directory, file), item.source.read());
    state.later.push({
      mailbox: mailbox.address,
      folder,
      file,
      receivedAt: item.source.receivedAt,
      isRead: item.isRead,
      isDraft: item.isDraft,
    });
  }
  writeFileSync(path.join(directory, stateFile), JSON.stringify(state));
}

export function itemIds(store: MailStore): Set<string> {
  return new Set(allItems(store).map(({ mailbox, item }) => mailbox.itemId(item)));
}

/** Only the newest mail is unread, as in any mailbox that somebody looks after. */
export function markAsReadBefore(store: MailStore, time: number): void {
  for (const { mailbox, item } of allItems(store)) {
    if (item.source.receivedAt < time) mailbox.setRead(item, true);
  }
}

function allItems(store: MailStore): { mailbox: Mailbox; item: Item; folder: string }[] {
  return [...store.all()].flatMap((mailbox) =>
    mailbox
      .allFolders()
      .flatMap(({ path: folder, items }) => (folder === undefined ? [] : [...items].map((item) => ({ mailbox, item, folder })))),
  );
}
