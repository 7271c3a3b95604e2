import { type Folder, type ImportPolicy } from '@mailroom/contract';

/** Folders that are not imported unless somebody chooses them, with all that are in them. */
const leftOutByDefault = ['trash', 'junk', 'drafts', 'outbox'];

/**
 * The folders that an organisation's policy lets be imported: their ids. The API refuses the others; the screen says
 * beforehand which they are.
 * @param folders all of a mailbox's
 */
export function allowedFolders(folders: readonly Folder[], policy: ImportPolicy): ReadonlySet<string> {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const isChosen = (folder: Folder): boolean =>
    policy.folders === null
      ? !leftOutByDefault.includes(folder.role ?? '')
      : policy.folders.roles.some((role) => role === folder.role) ||
        policy.folders.paths.some((path) => path.toLowerCase() === folder.path.toLowerCase());
  const withParents = (folder: Folder): Folder[] => {
    const parent = folder.parentId === null ? undefined : byId.get(folder.parentId);
    return parent ? [folder, ...withParents(parent)] : [folder];
  };
  // By default one that is left out takes what is in it along; a chosen one brings it along.
  const isAllowed = (folder: Folder): boolean =>
    policy.folders === null ? withParents(folder).every(isChosen) : withParents(folder).some(isChosen);
  return new Set(folders.filter(isAllowed).map(({ id }) => id));
}
