import { type Item } from '../mailbox/item';
import { itemKind } from '../mailbox/item-class';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { changeKeyState } from './change-key';
import { findItem } from './lookup';
import { type Operation } from './operation';
import { sendDraft } from './send-draft';

const unsendable: ReadonlySet<string> = new Set(['CalendarItem', 'Contact', 'DistributionList', 'Task']);

/** SendItem (MS-OXWSMSG 3.1.4.7): sends what was saved before. It needs the present change key, so nobody sends what he has not seen. */
export const sendItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    request.requiredAttribute('SaveItemToFolder');
    const sending = { savesCopy: request.flag('SaveItemToFolder'), target: request.child('SavedItemFolderId') };
    answerEach('SendItem', request.required('ItemIds'), context.out, (id) => {
      if (!sending.savesCopy && sending.target !== undefined) {
        throw new ResponseError('ErrorInvalidSendItemSaveSettings', 'A folder for a copy is given, though none is to be saved.');
      }
      const item = findItem(id, context);
      checkSending(id, item);
      sendDraft(item, sending, context);
    });
    return undefined;
  },
};

function checkSending(id: XmlElement, item: Item): void {
  const state = changeKeyState(id, item);
  if (state === 'missing') throw new ResponseError('ErrorChangeKeyRequired', 'The change key is required for this operation.');
  if (state === 'stale') throw new ResponseError('ErrorStaleObject', 'The item has been changed since its change key was read.');
  if (unsendable.has(itemKind(item.itemClass))) {
    throw new ResponseError('ErrorInvalidItemForOperationSendItem', 'Only messages can be sent.');
  }
}
