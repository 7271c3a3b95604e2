import { type MailError } from '../mail-error';
import type { Cursor, FolderChange, MailboxSession, MessageChange, MessageRef, RemoteFolder } from '../mailbox-session';

/** A mailbox's folders by their path from its root. */
export async function foldersByPath(session: MailboxSession): Promise<Map<string, RemoteFolder>> {
  const byId = new Map<string, RemoteFolder>();
  const note = (change: FolderChange): void => {
    if (change.kind === 'upsert') byId.set(change.folder.remoteId, change.folder);
    else byId.delete(change.remoteId);
  };
  for await (const page of session.folders(null)) page.changes.forEach(note);
  const pathOf = ({ parentRemoteId, name }: RemoteFolder): string => {
    const parent = parentRemoteId === null ? undefined : byId.get(parentRemoteId);
    return parent ? `${pathOf(parent)}/${name}` : name;
  };
  return new Map([...byId.values()].map((folder) => [pathOf(folder), folder]));
}

export async function folderAt(session: MailboxSession, path: string): Promise<RemoteFolder> {
  const folders = await foldersByPath(session);
  const folder = folders.get(path);
  if (!folder) throw new Error(`The server shows no folder ${path}, only ${[...folders.keys()].join(', ')}.`);
  return folder;
}

export interface Changes {
  all: MessageChange[];
  /** Of the upserts. */
  refs: MessageRef[];
  cursor: Cursor;
  pages: number;
}

/** Every change of a folder since the cursor, over all pages. */
export async function changesSince(session: MailboxSession, folder: RemoteFolder, cursor: Cursor | null): Promise<Changes> {
  const changes: Changes = { all: [], refs: [], cursor: '', pages: 0 };
  for await (const page of session.changes(folder.remoteId, cursor)) {
    changes.all.push(...page.changes);
    changes.cursor = page.cursor;
    changes.pages += 1;
  }
  changes.refs = changes.all.flatMap((change) => (change.kind === 'upsert' ? [change.ref] : []));
  return changes;
}

export interface Fetched {
  messages: { ref: MessageRef; raw: Buffer }[];
  failures: { ref: MessageRef; error: MailError }[];
}

export async function fetchAll(session: MailboxSession, refs: readonly MessageRef[]): Promise<Fetched> {
  const fetched: Fetched = { messages: [], failures: [] };
  await session.fetch(refs, {
    message: (ref, raw) => void fetched.messages.push({ ref, raw }),
    failed: (ref, error) => void fetched.failures.push({ ref, error }),
  });
  return fetched;
}
