import { type Folder } from '../mailbox/folder';
import { type Item } from '../mailbox/item';
import { type Mailbox } from '../mailbox/mailbox';
import { writeItemReference } from '../properties/kind-properties';
import { ResponseError } from '../soap/errors';
import { findItem, findTargetFolder } from './lookup';
import { type Operation } from './operation';

/** MoveItem (MS-OXWSCORE 3.1.4.7): the item gets a new id. */
export const moveItem = relocation('MoveItem', (item, folder) => folder.mailbox.moveItem(item, folder));

/** CopyItem (MS-OXWSCORE 3.1.4.1). */
export const copyItem = relocation('CopyItem', (item, folder) => folder.mailbox.copyItem(item, folder));

function relocation(name: string, relocate: (item: Item, folder: Folder) => Item): Operation {
  return {
    since: 'Exchange2007',
    run(request, context) {
      const { out } = context;
      const target = request.required('ToFolderId');
      const returnsIds = request.boolean('ReturnNewItemIds') !== false;
      for (const id of request.required('ItemIds').children) {
        out.message(
          name,
          () => {
            const folder = findTargetFolder(target, context);
            const item = relocate(itemOf(folder.mailbox, findItem(id, context)), folder);
            if (!returnsIds) return void out.raw('<m:Items/>');
            out.raw('<m:Items>');
            writeItemReference(out, item, context.version);
            out.raw('</m:Items>');
          },
          '<m:Items/>',
        );
      }
      return undefined;
    },
  };
}

function itemOf(mailbox: Mailbox, item: Item): Item {
  if (item.folder.mailbox === mailbox) return item;
  throw new ResponseError('ErrorCrossMailboxMoveCopy', 'Move and Copy operations across mailbox boundaries are not permitted.');
}
