import { type Item } from '../mailbox/item';
import { itemKind } from '../mailbox/item-class';
import { sendReceipt } from '../mailbox/receipts';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findItem } from './lookup';
import { type Operation } from './operation';

/** How an item or folder may be deleted. */
export const deleteTypes = ['HardDelete', 'SoftDelete', 'MoveToDeletedItems'];

/**
 * DeleteItem (MS-OXWSCORE 3.1.4.3): for good, into the recoverable items, or into Deleted Items. Who asked for a read receipt is told that
 * his message was deleted unread, unless that is suppressed.
 */
export const deleteItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const type = request.requiredAttribute('DeleteType', deleteTypes);
    const isSuppressed = request.flag('SuppressReadReceipts');
    answerEach('DeleteItem', request.required('ItemIds'), context.out, (id) => {
      const item = findItem(id, context);
      checkDeletion(item, type, request);
      if (!isSuppressed && !item.isRead) sendReceipt(context.store, item, 'deleted');
      remove(item, type);
    });
    return undefined;
  },
};

function checkDeletion(item: Item, type: string, request: XmlElement): void {
  const kind = itemKind(item.itemClass);
  // MS-OXWSMTGS_R1213
  if (kind === 'CalendarItem' && request.attribute('SendMeetingCancellations') === undefined) {
    throw new ResponseError('ErrorSendMeetingCancellationsRequired', 'SendMeetingCancellations is required to delete a calendar item.');
  }
  if (kind === 'Task' && request.attribute('AffectedTaskOccurrences') === undefined) {
    throw new ResponseError('ErrorAffectedTaskOccurrencesRequired', 'AffectedTaskOccurrences is required to delete a task.');
  }
  if (item.isAssociated && type !== 'HardDelete') {
    throw new ResponseError('ErrorInvalidOperation', 'An associated item can only be deleted for good.');
  }
}

function remove(item: Item, type: string): void {
  const { mailbox } = item.folder;
  if (type === 'HardDelete') mailbox.deleteItem(item);
  else mailbox.moveItem(item, mailbox.wellKnown(type === 'SoftDelete' ? 'recoverableitemsdeletions' : 'deleteditems'));
}
