import { composeMessage } from '../mailbox/compose-message';
import { composeResponse, isResponseKind } from './compose-response';
import { createdFlags } from './created-flags';
import { sendMessage } from '../mailbox/mail-transport';
import { type Folder } from '../mailbox/folder';
import { type Mailbox } from '../mailbox/mailbox';
import { SearchFolder } from '../mailbox/search-folder';
import { writeAttachmentIds } from '../properties/attachments';
import { ItemView } from '../properties/item-view';
import { writeItemReference } from '../properties/kind-properties';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findItem, findTargetFolder } from './lookup';
import { type Operation, type OperationContext, ownMailbox } from './operation';

const dispositions = ['SaveOnly', 'SendOnly', 'SendAndSaveCopy'];

/** CreateItem (MS-OXWSCORE 3.1.4.2) of messages: saves, sends, or both; only a message that is merely saved has an id to answer. */
export const createItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const given = request.attribute('MessageDisposition');
    const disposition = given === undefined ? undefined : request.requiredAttribute('MessageDisposition', dispositions);
    const answer = (element: XmlElement): void => {
      if (disposition === undefined) {
        throw new ResponseError('ErrorMessageDispositionRequired', 'A message disposition is required for message items.');
      }
      createMessage(element, disposition, request.child('SavedItemFolderId'), context);
    };
    answerEach('CreateItem', request.required('Items'), out, answer, '<m:Items/>');
    return undefined;
  },
};

function createMessage(element: XmlElement, disposition: string, target: XmlElement | undefined, context: OperationContext): void {
  const { out, store } = context;
  const mailbox = ownMailbox(context);
  const folder =
    target === undefined
      ? mailbox.wellKnown(disposition === 'SaveOnly' ? 'drafts' : 'sentitems')
      : findTargetFolder(target, context, 'ErrorSavedItemFolderNotFound');
  if (folder instanceof SearchFolder) {
    throw new ResponseError('ErrorInvalidFolderTypeForOperation', 'Nothing can be created in a search folder.');
  }
  const mime = readMime(element) ?? compose(element, mailbox, context);
  if (disposition === 'SaveOnly') {
    const item = folder.mailbox.addItem(folder, store.spool.store(mime), createdFlags(element));
    out.raw('<m:Items>');
    writeItemReference(out, item, context.version, () => writeAttachmentIds(out, ItemView.of(item)));
    out.raw('</m:Items>');
    return;
  }
  const sent = send(mime, mailbox, context);
  if (disposition === 'SendAndSaveCopy') saveCopy(folder, sent, context);
  out.raw('<m:Items/>');
}

/** What SendItem says of a message without recipients is said in other words here (ResponseCode: ErrorMissingRecipients). */
function send(mime: Buffer, author: Mailbox, { store }: OperationContext): Buffer {
  try {
    return sendMessage(store, author, mime);
  } catch (error) {
    if (!(error instanceof ResponseError) || error.code !== 'ErrorMissingRecipients') throw error;
    throw new ResponseError('ErrorInvalidRecipients', error.message);
  }
}

/** @throws {ResponseError} when it is none of the things that can be created here */
function compose(element: XmlElement, author: Mailbox, context: OperationContext): Buffer {
  const { name } = element;
  if (name === 'Message' || name === 'Item') return composeMessage(element, author);
  if (isResponseKind(name)) return composeResponse(name, element, findItem(element.required('ReferenceItemId'), context), author);
  throw new ResponseError('ErrorInvalidItemForOperationCreateItem', `Only messages can be created on this server, not ${name}.`);
}

/** Puts the copy of a sent message into a folder. */
export function saveCopy(folder: Folder, mime: Buffer, { store }: OperationContext): void {
  folder.mailbox.addItem(folder, store.spool.store(mime), { isRead: true, isDraft: false });
}

function readMime(element: XmlElement): Buffer | undefined {
  const content = element.child('MimeContent');
  if (content === undefined) return undefined;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content.text)) {
    throw new ResponseError('ErrorMimeContentInvalidBase64String', 'The MIME content is not base64.');
  }
  return Buffer.from(content.text, 'base64');
}
