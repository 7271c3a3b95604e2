import type { FolderRole, PolicyFolders } from '@mailroom/contract';

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

/**
 * Where each folder stands. One whose parent is unknown, or is its own descendant, stands at the root.
 * @param chosen the folders that are imported, with all that are in them, in place of those by default
 */
export function placeFolders(folders: readonly TreeFolder[], chosen: PolicyFolders | null = null): Map<string, TreePlace> {
  const paths = new Set(chosen?.paths.map((path) => path.toLowerCase()));
  const byId = new Map(folders.map((folder) => [folder.remoteId, folder]));
  const places = new Map<string, TreePlace>();
  const place = (folder: TreeFolder, below: ReadonlySet<string>): TreePlace => {
    const known = places.get(folder.remoteId);
    if (known) return known;
    const parent = folder.parentRemoteId === null ? undefined : byId.get(folder.parentRemoteId);
    const above = parent && !below.has(parent.remoteId) ? place(parent, new Set(below).add(folder.remoteId)) : null;
    const path = above ? `${above.path}/${folder.name}` : folder.name;
    const isChosen = paths.has(path.toLowerCase()) || (folder.role !== null && chosen?.roles.includes(folder.role));
    const isImportedByDefault = chosen
      ? isChosen || (above?.isImportedByDefault ?? false)
      : (above?.isImportedByDefault ?? true) && !notImported.includes(folder.role);
    const result = { path, isImportedByDefault: Boolean(isImportedByDefault) };
    places.set(folder.remoteId, result);
    return result;
  };
  for (const folder of folders) place(folder, new Set([folder.remoteId]));
  return places;
}
