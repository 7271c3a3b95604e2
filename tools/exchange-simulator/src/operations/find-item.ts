import { type Folder } from '../mailbox/folder';
import { type Item } from '../mailbox/item';
import { ItemShape } from '../properties/item-shape';
import { ItemView } from '../properties/item-view';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { itemField } from './item-fields';
import { findFolder } from './lookup';
import { type Operation } from './operation';
import { readPaging } from './paging';
import { readCondition } from './restriction';

/** FindItem (MS-OXWSSRCH 3.1.4.2): the items of a folder, the newest first unless told otherwise. */
export const findItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const traversal = request.requiredAttribute('Traversal', ['Shallow', 'SoftDeleted', 'Associated']);
    const shape = new ItemShape(request.required('ItemShape'), context, 'listing');
    const paging = readPaging(request, 'Item');
    answerEach('FindItem', request.required('ParentFolderIds'), out, (id) => {
      shape.checkListing('FindItem');
      const page = paging(matchingItems(itemsOf(findFolder(id, context), traversal), request));
      out.raw(`<m:RootFolder${page.attributes}><t:Items>`);
      for (const item of page.entries) shape.write(out, ItemView.of(item));
      out.raw('</t:Items></m:RootFolder>');
    });
    return undefined;
  },
};

/** What has been deleted softly stands in the recoverable items since Exchange 2010, no longer in its folder. */
function itemsOf(folder: Folder, traversal: string): readonly Item[] {
  if (traversal === 'Shallow') return folder.newestFirst;
  return traversal === 'Associated' ? [...folder.associatedItems].reverse() : [];
}

function matchingItems(items: readonly Item[], request: XmlElement): readonly Item[] {
  if (request.child('QueryString') !== undefined) {
    throw new ResponseError('ErrorUnsupportedQueryFilter', 'Query strings are not evaluated by this server; use a restriction.');
  }
  const restriction = request.child('Restriction');
  const sortOrder = request.child('SortOrder')?.children ?? [];
  const found = restriction === undefined ? items : items.filter(readCondition(restriction));
  return sortOrder.length === 0 ? found : sort(found, sortOrder);
}

/** `items` are the newest first, so the order that most clients ask for costs nothing however many there are. */
function sort(items: readonly Item[], order: readonly XmlElement[]): readonly Item[] {
  const [first] = order;
  if (order.length === 1 && first?.child('FieldURI')?.attribute('FieldURI') === 'item:DateTimeReceived') {
    return first.attribute('Order') === 'Ascending' ? items.toReversed() : items;
  }
  const keys = order.map((key) => {
    const [path] = key.children;
    return { field: itemField(path ?? key), sign: key.requiredAttribute('Order', ['Ascending', 'Descending']) === 'Ascending' ? 1 : -1 };
  });
  const rows = items.map((item) => ({ item, values: keys.map(({ field }) => field.read(ItemView.of(item)) ?? '') }));
  rows.sort((a, b) => {
    for (const [index, { sign }] of keys.entries()) {
      const [left = '', right = ''] = [a.values[index], b.values[index]];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
  return rows.map(({ item }) => item);
}
