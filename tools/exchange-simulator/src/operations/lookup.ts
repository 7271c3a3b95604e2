import { type Folder } from '../mailbox/folder';
import { type Item } from '../mailbox/item';
import { ResponseError, SchemaViolation } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { openMailbox, openMailboxOf } from './mailbox-access';
import { type OperationContext, ownMailbox } from './operation';

/** The folder that a `FolderId` or `DistinguishedFolderId` names. @throws {ResponseError} when it is not there or not the user's. */
export function findFolder(id: XmlElement, context: OperationContext): Folder {
  if (id.name === 'DistinguishedFolderId') {
    const address = id.child('Mailbox')?.textOf('EmailAddress');
    const mailbox = address === undefined ? ownMailbox(context) : openMailbox(address, context);
    return mailbox.distinguishedFolder(id.requiredAttribute('Id')) ?? folderNotFound();
  }
  if (id.name !== 'FolderId') throw new SchemaViolation(`The element '${id.name}' is not expected; a folder id is.`);
  const text = id.requiredAttribute('Id');
  const folder = context.mailbox?.findFolder(text) ?? openMailboxOf('folder', text, context)?.findFolder(text);
  return folder === 'malformed' ? malformed() : (folder ?? folderNotFound());
}

/** The folder in an element such as `ToFolderId`, which holds one folder id. */
export function findTargetFolder(target: XmlElement, context: OperationContext): Folder {
  const [id] = target.children;
  if (id === undefined) throw new SchemaViolation(`The element '${target.name}' has incomplete content: a folder id is expected.`);
  return findFolder(id, context);
}

/** As {@link findTargetFolder}, in the words of synchronisation (ResponseCode: ErrorSyncFolderNotFound). */
export function findSyncFolder(target: XmlElement, context: OperationContext): Folder {
  try {
    return findTargetFolder(target, context);
  } catch (error) {
    if (!(error instanceof ResponseError) || error.code !== 'ErrorFolderNotFound') throw error;
    throw new ResponseError('ErrorSyncFolderNotFound', 'The folder to be synchronized could not be found.');
  }
}

/** The item that an `ItemId` names. @throws {ResponseError} when it is not there (any more), or never was this mailbox's. */
export function findItem(id: XmlElement, context: OperationContext): Item {
  return findItemById(id.requiredAttribute('Id'), context);
}

/** As {@link findItem}, from the id's text. */
export function findItemById(id: string, context: OperationContext): Item {
  const item = context.mailbox?.findItem(id) ?? openMailboxOf('item', id, context)?.findItem(id);
  if (item === 'malformed') return malformed();
  if (item === undefined || context.faults.take('item-not-found') !== undefined) {
    throw new ResponseError('ErrorItemNotFound', 'The specified object was not found in the store.');
  }
  context.faults.countItem();
  return item;
}

function folderNotFound(): never {
  throw new ResponseError('ErrorFolderNotFound', 'The specified folder could not be found in the store.');
}

function malformed(): never {
  throw new ResponseError('ErrorInvalidIdMalformed', 'Id is malformed.');
}
