import { type Change } from '../mailbox/change-log';
import { type Item } from '../mailbox/item';
import { SearchFolder } from '../mailbox/search-folder';
import { writeItemId } from '../properties/item-properties';
import { ItemShape } from '../properties/item-shape';
import { ItemView } from '../properties/item-view';
import { ResponseError, SchemaViolation } from '../soap/errors';
import { isAtLeast } from '../soap/server-version';
import { type XmlElement } from '../soap/xml-element';
import { findSyncFolder } from './lookup';
import { type Operation, type OperationContext } from './operation';
import { formatSyncState, parseSyncState, refuseSyncState } from './sync-state';

/** The most changes that one page may ask for (MS-OXWSSYNC_R389). */
const mostChanges = 512;

/** SyncFolderItems (MS-OXWSSYNC 3.1.4.2): a page of what changed in one folder; the first time everything, the newest first. */
export const syncFolderItems: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out, store, faults, server } = context;
    const order = isAtLeast(server.schema, 'Exchange2010_SP2') ? 'newest-first' : 'oldest-first';
    const shape = new ItemShape(request.required('ItemShape'), context, 'listing');
    const target = request.required('SyncFolderId');
    const limit = request.integer('MaxChangesReturned', 1, mostChanges);
    const ignored = ignoredIds(request);
    const isHidden = scope(request) === 'NormalItems' ? ({ isAssociated }: Item): boolean => isAssociated : (): boolean => false;
    const state = request.textOf('SyncState');
    out.message('SyncFolderItems', () => {
      shape.checkListing('SyncFolderItems');
      const folder = findSyncFolder(target, context);
      if (folder instanceof SearchFolder) {
        throw new ResponseError('ErrorInvalidFolderTypeForOperation', 'A search folder has no changes of its own.');
      }
      const owner = { generation: store.generation, folder, log: 'items' } as const;
      const from = state === undefined || state === '' ? undefined : parseSyncState(owner, state, folder.changes.length);
      const isIgnored = (item: Item): boolean => isHidden(item) || (ignored.size > 0 && ignored.has(folder.mailbox.itemId(item)));
      if (faults.take('invalid-sync-state') !== undefined) refuseSyncState();
      const page = folder.changes.page({ from, limit, order, isIgnored });
      out.element('m:SyncState', formatSyncState(owner, page.next)).element('m:IncludesLastItemInRange', page.isLast).raw('<m:Changes>');
      for (const change of page.changes) {
        writeChange(change, shape, context);
        faults.countItem();
      }
      out.raw('</m:Changes>');
    });
    return undefined;
  },
};

function writeChange({ kind, item }: Change, shape: ItemShape, { out, version }: OperationContext): void {
  if (kind === 'delete') {
    out.raw('<t:Delete>');
    writeItemId(out, item);
    out.raw('</t:Delete>');
  } else if (kind === 'read-flag' && isAtLeast(version, 'Exchange2007_SP1')) {
    out.raw('<t:ReadFlagChange>');
    writeItemId(out, item);
    out.element('t:IsRead', item.isRead).raw('</t:ReadFlagChange>');
  } else {
    // The first schema has no ReadFlagChange: there it is an update like any other.
    const element = kind === 'create' ? 't:Create' : 't:Update';
    out.raw(`<${element}>`);
    shape.write(out, ItemView.of(item));
    out.raw(`</${element}>`);
  }
}

/** The first schema has no SyncScope, and means what the default of the later ones means. */
function scope(request: XmlElement): string {
  return request.child('SyncScope') === undefined
    ? 'NormalItems'
    : request.choice('SyncScope', ['NormalItems', 'NormalAndAssociatedItems']);
}

function ignoredIds(request: XmlElement): ReadonlySet<string> {
  const ids = request.child('Ignore')?.children ?? [];
  if (ids.length > mostChanges) throw new SchemaViolation(`The element 'Ignore' holds more than ${mostChanges} items.`);
  return new Set(ids.map((id) => id.requiredAttribute('Id')));
}
