import { getFolder } from './get-folder';
import { getItem } from './get-item';
import { type Operation } from './operation';
import { syncFolderHierarchy } from './sync-folder-hierarchy';
import { syncFolderItems } from './sync-folder-items';

/** Every operation that the simulator knows, by its wire name. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['GetFolder', getFolder],
  ['GetItem', getItem],
  ['SyncFolderHierarchy', syncFolderHierarchy],
  ['SyncFolderItems', syncFolderItems],
]);
