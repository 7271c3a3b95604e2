import type { FolderPhase, FolderSyncStatus } from '@mailroom/contract';
import type { FolderEntity } from './folder.entity';

/** Where a folder's import stands, in figures: what the server has is either here or in the exclusion ledger. */
export function folderStatus(folder: FolderEntity): FolderSyncStatus {
  const { id, path, selected, serverCount, messageCount } = folder;
  return {
    ...{ id, path, phase: folderPhase(folder), selected, serverCount, importedCount: messageCount },
    skippedCount: selected ? folder.skippedCount : notSelectedCount(folder),
  };
}

/** Messages that a folder which is not selected leaves out: all but those that were kept. */
export function notSelectedCount({ serverCount, messageCount }: FolderEntity): number {
  return Math.max(0, (serverCount ?? 0) - messageCount);
}

/** Messages that the import of the folder has still to fetch. */
export function folderBacklog({ selected, backfilledAt, serverCount, messageCount, skippedCount }: FolderEntity): number {
  return selected && backfilledAt === null ? Math.max(0, (serverCount ?? 0) - messageCount - skippedCount) : 0;
}

function folderPhase({ selected, backfilledAt, cursor, messageCount, skippedCount }: FolderEntity): FolderPhase {
  if (!selected) return 'not-selected';
  if (backfilledAt !== null) return 'live';
  return cursor !== null || messageCount > 0 || skippedCount > 0 ? 'backfilling' : 'waiting';
}
