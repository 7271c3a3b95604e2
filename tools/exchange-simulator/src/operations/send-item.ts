import { withMarks } from '../mailbox/rewrite-message';
import { sendMessage } from '../mailbox/mail-transport';
import { ResponseError } from '../soap/errors';
import { changeKeyState } from './change-key';
import { saveCopy } from './create-item';
import { findItem, findTargetFolder } from './lookup';
import { type Operation, ownMailbox } from './operation';

/** SendItem (MS-OXWSMSG 3.1.4.7): sends what was saved before. It needs the present change key, so nobody sends what he has not seen. */
export const sendItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const savesCopy = ['true', '1'].includes(request.requiredAttribute('SaveItemToFolder', ['true', 'false', '1', '0']));
    const target = request.child('SavedItemFolderId');
    for (const id of request.required('ItemIds').children) {
      context.out.message('SendItem', () => {
        const item = findItem(id, context);
        const state = changeKeyState(id, item);
        if (state === 'missing') throw new ResponseError('ErrorChangeKeyRequired', 'The change key is required for this operation.');
        if (state === 'stale')
          throw new ResponseError(
            'ErrorStaleObject',
            'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
          );
        const mailbox = ownMailbox(context);
        const folder = target === undefined ? mailbox.wellKnown('sentitems') : findTargetFolder(target, context);
        const sent = sendMessage(context.store, mailbox, withMarks(item.source.read(), item.edits ?? {}));
        item.folder.mailbox.deleteItem(item);
        if (savesCopy) saveCopy(folder, sent, context);
      });
    }
    return undefined;
  },
};
