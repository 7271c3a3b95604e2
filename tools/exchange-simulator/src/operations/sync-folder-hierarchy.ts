import { type Folder } from '../mailbox/folder';
import { type FolderChange } from '../mailbox/mailbox';
import { FolderShape, writeFolderId } from '../properties/folder-shape';
import { findTargetFolder } from './lookup';
import { type Operation, ownMailbox } from './operation';
import { formatSyncState, parseSyncState, refuseSyncState } from './sync-state';

const elements = { create: 't:Create', update: 't:Update', delete: 't:Delete' } as const;

/** SyncFolderHierarchy (MS-OXWSSYNC 3.1.4.1): what became of the folders below one folder, each folder once. */
export const syncFolderHierarchy: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out, store, version, faults } = context;
    const shape = new FolderShape(request.required('FolderShape'), version);
    const target = request.child('SyncFolderId');
    const state = request.textOf('SyncState');
    out.message('SyncFolderHierarchy', () => {
      const root = target === undefined ? ownMailbox(context).wellKnown('msgfolderroot') : findTargetFolder(target, context);
      const owner = { generation: store.generation, folder: root, log: 'hierarchy' } as const;
      if (faults.take('invalid-sync-state') !== undefined) refuseSyncState();
      const log = root.mailbox.folderChanges;
      const from = state === undefined || state === '' ? 0 : parseSyncState(owner, state, log.length).end;
      out.element('m:SyncState', formatSyncState(owner, { end: log.length, backwards: 0 }));
      out.raw('<m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange><m:Changes>');
      for (const { kind, folder } of netChanges(log.slice(from))) {
        if (!folder.isBelow(root)) continue;
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
function netChanges(changes: readonly FolderChange[]): FolderChange[] {
  const net = new Map<Folder, FolderChange>();
  for (const change of changes) {
    const before = net.get(change.folder);
    if (change.kind === 'delete' && before?.kind === 'create') net.delete(change.folder);
    else if (before?.kind !== 'create') net.set(change.folder, change);
  }
  return [...net.values()];
}
