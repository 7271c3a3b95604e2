import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageSource } from './message-source';
import { EmlFile } from './sources/eml-file';
import { readMbox } from './sources/mbox-file';
import { type SummaryCache } from './sources/summary-cache';

/** What a directory holds for one folder of a mailbox: its path ("Inbox/Projects") and its messages, oldest first. */
export interface FolderContents {
  readonly path: string;
  readonly messages: readonly MessageSource[];
}

/** The mailboxes of a directory: its subdirectories that are named by an address. */
export function mailboxAddresses(directory: string): string[] {
  return entries(directory)
    .filter((entry) => entry.isDirectory() && entry.name.includes('@'))
    .map((entry) => entry.name);
}

/** Reads what a mailbox's directory holds: `<Folder>[/<Subfolder>…]/*.eml` and `<Folder>.mbox`. Of each message, the header only. */
export function* readMailboxDirectory(directory: string, summaries: SummaryCache, path = ''): Generator<FolderContents> {
  const files: MessageSource[] = [];
  for (const entry of entries(directory)) {
    const file = join(directory, entry.name);
    const name = entry.name.replace(/\.mbox$/i, '');
    const below = path === '' ? name : `${path}/${name}`;
    if (entry.isDirectory()) yield* readMailboxDirectory(file, summaries, below);
    else if (name !== entry.name) yield { path: below, messages: oldestFirst(readMbox(file, summaries)) };
    else if (entry.name.toLowerCase().endsWith('.eml') && path !== '') files.push(new EmlFile(file, summaries));
  }
  if (path !== '') yield { path, messages: oldestFirst(files) };
}

function entries(directory: string): Dirent[] {
  return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function oldestFirst(messages: MessageSource[]): MessageSource[] {
  return messages.sort((a, b) => a.receivedAt - b.receivedAt);
}
