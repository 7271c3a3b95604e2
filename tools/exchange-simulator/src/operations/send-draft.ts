import { type Item } from '../mailbox/item';
import { sendMessage } from '../mailbox/mail-transport';
import { type XmlElement } from '../soap/xml-element';
import { saveCopy } from './create-item';
import { findTargetFolder } from './lookup';
import { type OperationContext, ownMailbox } from './operation';
import { withMarks } from '../mailbox/rewrite-message';

/** What becomes of a message that was saved before it is sent. */
export interface SendingOfDraft {
  readonly savesCopy: boolean;
  /** Where the copy goes; Sent Items unless told. */
  readonly target: XmlElement | undefined;
}

/** Sends what was saved before, and removes the draft. */
export function sendDraft(item: Item, { savesCopy, target }: SendingOfDraft, context: OperationContext): void {
  const mailbox = ownMailbox(context);
  const folder = target === undefined ? mailbox.wellKnown('sentitems') : findTargetFolder(target, context, 'ErrorSavedItemFolderNotFound');
  const sent = sendMessage(context.store, mailbox, withMarks(item.source.read(), item.edits ?? {}));
  item.folder.mailbox.deleteItem(item);
  if (savesCopy) saveCopy(folder, sent, context);
}
