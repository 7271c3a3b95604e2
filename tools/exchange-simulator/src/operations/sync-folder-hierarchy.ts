import { type Folder } from '../mailbox/folder';
import { type FolderChange } from '../mailbox/folder-tree';
import { FolderShape, writeFolderId } from '../properties/folder-shape';
import { findSyncFolder } from './lookup';
import { type Operation, ownMailbox } from './operation';
import { formatSyncState, parseSyncState, refuseSyncState } from './sync-state';

const elements = { create: 't:Create', update: 't:Update', delete: 't:Delete' } as const;

/** SyncFolderHierarchy (MS-OXWSSYNC 3.1.4.1): what became of the folders below one folder, each folder once. */
export const syncFolderHierarchy: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out, store, faults } = context;
    const shape = new FolderShape(request.required('FolderShape'), context);
    const target = request.child('SyncFolderId');
    const state = request.textOf('SyncState');
    out.message('SyncFolderHierarchy', () => {
      const root = target === undefined ? ownMailbox(context).wellKnown('msgfolderroot') : findSyncFolder(target, context);
      const owner = { generation: store.generation, folder: root, log: 'hierarchy' } as const;
      if (faults.take('invalid-sync-state') !== undefined) refuseSyncState();
      const log = root.mailbox.folderChanges;
      const from = state === undefined || state === '' ? 0 : parseSyncState(owner, state, log.length).end;
      out.element('m:SyncState', formatSyncState(owner, { end: log.length, stock: 0, known: log.length, horizon: log.length }));
      out.raw('<m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>');
      for (const [folder, kind] of netChanges(log.slice(from), root)) {
        out.raw(`<${elements[kind]}>`);
        if (kind === 'delete') writeFolderId(out, folder);
        else shape.write(out, folder);
        out.raw(`</${elements[kind]}>`);
      }
      out.raw('</m:Changes>');
    });
    return undefined;
  },
};

/** One change for each folder, in the order of the folders' first changes; none for a folder that came and went. */
function netChanges(changes: readonly FolderChange[], root: Folder): Map<Folder, FolderChange['kind']> {
  const first = new Map<Folder, FolderChange>();
  for (const change of changes) if (!first.has(change.folder)) first.set(change.folder, change);
  const net = new Map<Folder, FolderChange['kind']>();
  for (const [folder, change] of first) {
    const kind = netKind(wasBelow(change, root), !folder.isGone && folder.isBelow(root));
    if (kind !== undefined) net.set(folder, kind);
  }
  return net;
}

/** Whether the folder stood below `root` before that change of it. */
function wasBelow({ kind, folder, movedFrom }: FolderChange, root: Folder): boolean {
  if (kind === 'create') return false;
  return movedFrom?.includes(root) ?? folder.isBelow(root);
}

function netKind(wasThere: boolean, isThere: boolean): FolderChange['kind'] | undefined {
  if (isThere) return wasThere ? 'update' : 'create';
  return wasThere ? 'delete' : undefined;
}
