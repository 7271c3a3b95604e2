import { type Folder } from '../mailbox/folder';
import { type IdKind, parseId } from '../mailbox/identifiers';
import { type Item } from '../mailbox/item';
import { ResponseError, SchemaViolation } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { checkFormOfChangeKey } from './change-key';
import { openMailbox, openMailboxOf } from './mailbox-access';
import { type OperationContext, ownMailbox } from './operation';

/** The folder that a `FolderId` or `DistinguishedFolderId` names. @throws {ResponseError} when it is not there or not the user's. */
export function findFolder(id: XmlElement, context: OperationContext): Folder {
  if (id.name === 'DistinguishedFolderId') {
    const address = id.child('Mailbox')?.textOf('EmailAddress');
    const mailbox = address === undefined ? ownMailbox(context) : openMailbox(address, context);
    const name = id.requiredAttribute('Id');
    if (name === 'publicfoldersroot') refusePublicFolders();
    return mailbox.distinguishedFolder(name) ?? folderNotFound();
  }
  if (id.name !== 'FolderId') throw new SchemaViolation(`The element '${id.name}' is not expected; a folder id is.`);
  const text = id.requiredAttribute('Id');
  checkFormOfChangeKey(id);
  const folder = context.mailbox?.findFolder(text) ?? openMailboxOf('folder', text, context)?.findFolder(text);
  if (folder !== undefined && folder !== 'malformed') return folder;
  checkForm('folder', text);
  return folderNotFound();
}

/**
 * The folder in an element such as `ToFolderId`, which holds one folder id.
 * @throws {ResponseError} with `notFound` when it is not there: operations have words of their own for that
 */
export function findTargetFolder(target: XmlElement, context: OperationContext, notFound = 'ErrorFolderNotFound'): Folder {
  const [id] = target.children;
  if (id === undefined) throw new SchemaViolation(`The element '${target.name}' has incomplete content: a folder id is expected.`);
  try {
    return findFolder(id, context);
  } catch (error) {
    if (!(error instanceof ResponseError) || error.code !== 'ErrorFolderNotFound') throw error;
    throw new ResponseError(notFound, error.message);
  }
}

/** As {@link findTargetFolder}, in the words of synchronisation (ResponseCode: ErrorSyncFolderNotFound). */
export function findSyncFolder(target: XmlElement, context: OperationContext): Folder {
  return findTargetFolder(target, context, 'ErrorSyncFolderNotFound');
}

/** Ids of occurrences, none of which is an item of its own here (MS-OXWSMTGS_R1194, R1212). */
const occurrences: Readonly<Record<string, string>> = {
  OccurrenceItemId: 'ErrorCalendarCannotUseIdForRecurringMasterId',
  RecurringMasterItemId: 'ErrorCalendarCannotUseIdForOccurrenceId',
};

/** The item that an `ItemId` names. @throws {ResponseError} when it is not there (any more), or never was this mailbox's. */
export function findItem(id: XmlElement, context: OperationContext): Item {
  const occurrence = occurrences[id.name];
  if (occurrence !== undefined) throw new ResponseError(occurrence, 'The item is no recurring calendar item.');
  checkFormOfChangeKey(id);
  return findItemById(id.requiredAttribute('Id'), context);
}

/** As {@link findItem}, from the id's text. */
export function findItemById(id: string, context: OperationContext): Item {
  const { faults } = context;
  const item = context.mailbox?.findItem(id) ?? openMailboxOf('item', id, context)?.findItem(id);
  if (faults.take('mailbox-unavailable') !== undefined) {
    throw new ResponseError('ErrorMailboxStoreUnavailable', 'The mailbox database is temporarily unavailable.');
  }
  if (item === undefined || item === 'malformed' || faults.take('item-not-found') !== undefined) {
    checkForm('item', id);
    throw new ResponseError('ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  faults.countItem();
  return item;
}

/** @throws {ResponseError} when the text is no id of that kind */
function checkForm(kind: IdKind, id: string): void {
  if (parseId(kind, id) !== undefined) return;
  if (id === '') throw new ResponseError('ErrorInvalidIdEmpty', 'Id must be non-empty.');
  if (kind === 'item' && parseId('folder', id) !== undefined) {
    throw new ResponseError('ErrorCannotUseFolderIdForItemId', 'Id must be that of an item, not of a folder.');
  }
  if (kind === 'folder' && parseId('item', id) !== undefined) {
    throw new ResponseError('ErrorCannotUseItemIdForFolderId', 'Id must be that of a folder, not of an item.');
  }
  throw new ResponseError('ErrorInvalidIdMalformed', 'Id is malformed.');
}

function refusePublicFolders(): never {
  throw new ResponseError('ErrorNoPublicFolderServerAvailable', 'No public folder server is available.');
}

function folderNotFound(): never {
  throw new ResponseError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
}
