import type { FolderRole } from '@mailroom/contract';

/** What of a folder its place in the tree follows from. */
export interface TreeFolder {
  remoteId: string;
  parentRemoteId: string | null;
  name: string;
  role: FolderRole | null;
}

export interface TreePlace {
  /** Slash-separated from the mailbox's root. A slash within a name stays as it is: paths are for people, ids for programs. */
  path: string;
  /** Whether its messages are imported unless somebody chooses otherwise. */
  isImportedByDefault: boolean;
}

const notImported: readonly (FolderRole | null)[] = ['junk', 'trash', 'drafts', 'outbox'];

/** Where each folder stands. One whose parent is unknown, or is its own descendant, stands at the root. */
export function placeFolders(folders: readonly TreeFolder[]): Map<string, TreePlace> {
  const byId = new Map(folders.map((folder) => [folder.remoteId, folder]));
  const places = new Map<string, TreePlace>();
  const place = (folder: TreeFolder, below: ReadonlySet<string>): TreePlace => {
    const known = places.get(folder.remoteId);
    if (known) return known;
    const parent = folder.parentRemoteId === null ? undefined : byId.get(folder.parentRemoteId);
    const above = parent && !below.has(parent.remoteId) ? place(parent, new Set(below).add(folder.remoteId)) : null;
    const result = {
      path: above ? `${above.path}/${folder.name}` : folder.name,
      isImportedByDefault: (above?.isImportedByDefault ?? true) && !notImported.includes(folder.role),
    };
    places.set(folder.remoteId, result);
    return result;
  };
  for (const folder of folders) place(folder, new Set([folder.remoteId]));
  return places;
}
