import { findItem } from './lookup';
import { type Operation } from './operation';

/** How an item or folder may be deleted. */
export const deleteTypes = ['HardDelete', 'SoftDelete', 'MoveToDeletedItems'];

/** DeleteItem (MS-OXWSCORE 3.1.4.3): for good, into the recoverable items, or into Deleted Items. */
export const deleteItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const type = request.requiredAttribute('DeleteType', deleteTypes);
    for (const id of request.required('ItemIds').children) {
      context.out.message('DeleteItem', () => {
        const item = findItem(id, context);
        const { mailbox } = item.folder;
        if (type === 'HardDelete') mailbox.deleteItem(item);
        else mailbox.moveItem(item, mailbox.wellKnown(type === 'SoftDelete' ? 'recoverableitemsdeletions' : 'deleteditems'));
      });
    }
    return undefined;
  },
};
