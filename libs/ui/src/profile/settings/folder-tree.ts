import { type Folder } from '@mailroom/contract';

export interface FolderNode {
  folder: Folder;
  children: FolderNode[];
}

/** Folders below their parents; one whose parent is missing stands at the root. The order of the list is kept. */
export function folderTree(folders: readonly Folder[]): FolderNode[] {
  const nodes = new Map(folders.map((folder) => [folder.id, { folder, children: [] as FolderNode[] }]));
  const roots: FolderNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.folder.parentId === null ? undefined : nodes.get(node.folder.parentId);
    (parent?.children ?? roots).push(node);
  }
  return roots;
}

/** A folder and everything below it. */
export function folderIds({ folder, children }: FolderNode): string[] {
  return [folder.id, ...children.flatMap(folderIds)];
}
