import { itemKind } from '../mailbox/item-class';
import { type Item } from '../mailbox/item';
import { sendReceipt } from '../mailbox/receipts';
import { writeItemReference } from '../properties/kind-properties';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { changeKeyState, seenRevision } from './change-key';
import { readItemUpdate } from './item-updates';
import { findItem } from './lookup';
import { type Operation } from './operation';
import { sendDraft } from './send-draft';

const resolutions = ['NeverOverwrite', 'AutoResolve', 'AlwaysOverwrite'];

/**
 * UpdateItem (MS-OXWSCORE 3.1.4.9) of what {@link readItemUpdate} knows. Who asked for a read receipt gets one when his message is marked
 * as read, unless that is suppressed.
 */
export const updateItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out, store, version } = context;
    const resolution = request.requiredAttribute('ConflictResolution', resolutions);
    const disposition = request.attribute('MessageDisposition');
    const isSuppressed = request.flag('SuppressReadReceipts');
    const answer = (change: XmlElement): void => {
      const [id = change] = change.children;
      const item = findItem(id, context);
      checkAttributes(item, request);
      checkChangeKey(id, item, resolution);
      const updates = change.required('Updates').children.map((update) => readItemUpdate(update, item, context));
      const seen = resolution === 'AutoResolve' ? seenRevision(id) : Number.MAX_SAFE_INTEGER;
      const { mailbox } = item.folder;
      const conflicts = updates.reduce((count, update) => count + update.apply(item, seen), 0);
      if (updates.some((update) => update.isRead === undefined)) mailbox.updateItem(item);
      const isRead = updates.findLast((update) => update.isRead !== undefined)?.isRead;
      if (isRead === true && !isSuppressed) sendReceipt(store, item, 'displayed');
      if (isRead === true) item.isReceiptSettled = true;
      if (isRead !== undefined) mailbox.setRead(item, isRead);
      const isSent = item.isDraft && disposition !== undefined && disposition !== 'SaveOnly';
      if (isSent) sendDraft(item, { savesCopy: disposition === 'SendAndSaveCopy', target: request.child('SavedItemFolderId') }, context);
      out.raw('<m:Items>');
      if (!isSent) writeItemReference(out, item, version);
      out.raw('</m:Items><m:ConflictResults>').element('t:Count', conflicts).raw('</m:ConflictResults>');
    };
    answerEach('UpdateItem', request.required('ItemChanges'), out, answer, '<m:Items/>');
    return undefined;
  },
};

/** What a request has to say besides, by the kind of the item (ResponseCode: ErrorMessageDispositionRequired and following). */
function checkAttributes(item: Item, request: XmlElement): void {
  const kind = itemKind(item.itemClass);
  if (kind === 'Message' && request.attribute('MessageDisposition') === undefined) {
    throw new ResponseError('ErrorMessageDispositionRequired', 'A message disposition is required for message items.');
  }
  if (kind === 'CalendarItem' && request.attribute('SendMeetingInvitationsOrCancellations') === undefined) {
    throw new ResponseError(
      'ErrorSendMeetingInvitationsOrCancellationsRequired',
      'SendMeetingInvitationsOrCancellations is required to change a calendar item.',
    );
  }
}

function checkChangeKey(id: XmlElement, item: Item, resolution: string): void {
  if (resolution === 'AlwaysOverwrite') return;
  const state = changeKeyState(id, item);
  if (state === 'missing') {
    throw new ResponseError(
      'ErrorChangeKeyRequiredForWriteOperations',
      'The change key is required unless ConflictResolution is AlwaysOverwrite.',
    );
  }
  if (state === 'stale' && resolution === 'NeverOverwrite') {
    throw new ResponseError('ErrorIrresolvableConflict', 'The item has been changed since its change key was read.');
  }
}
