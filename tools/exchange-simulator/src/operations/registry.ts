import { convertId } from './convert-id';
import { createFolder } from './create-folder';
import { createItem } from './create-item';
import { deleteFolder } from './delete-folder';
import { deleteItem } from './delete-item';
import { findFolder } from './find-folder';
import { findItem } from './find-item';
import { getAttachment } from './get-attachment';
import { getEvents } from './get-events';
import { getFolder } from './get-folder';
import { getItem } from './get-item';
import { getStreamingEvents } from './get-streaming-events';
import { moveFolder } from './move-folder';
import { copyItem, moveItem } from './move-item';
import { type Operation } from './operation';
import { resolveNames } from './resolve-names';
import { sendItem } from './send-item';
import { subscribe } from './subscribe';
import { syncFolderHierarchy } from './sync-folder-hierarchy';
import { syncFolderItems } from './sync-folder-items';
import { unsubscribe } from './unsubscribe';
import { updateFolder } from './update-folder';
import { updateItem } from './update-item';

/** Every operation that the simulator knows, by its wire name. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['ConvertId', convertId],
  ['CopyItem', copyItem],
  ['CreateFolder', createFolder],
  ['CreateItem', createItem],
  ['DeleteFolder', deleteFolder],
  ['DeleteItem', deleteItem],
  ['FindFolder', findFolder],
  ['FindItem', findItem],
  ['GetAttachment', getAttachment],
  ['GetEvents', getEvents],
  ['GetFolder', getFolder],
  ['GetItem', getItem],
  ['GetStreamingEvents', getStreamingEvents],
  ['MoveFolder', moveFolder],
  ['MoveItem', moveItem],
  ['ResolveNames', resolveNames],
  ['SendItem', sendItem],
  ['Subscribe', subscribe],
  ['SyncFolderHierarchy', syncFolderHierarchy],
  ['SyncFolderItems', syncFolderItems],
  ['Unsubscribe', unsubscribe],
  ['UpdateFolder', updateFolder],
  ['UpdateItem', updateItem],
]);
