import { type Folder } from '../mailbox/folder';
import { writeFolderId } from '../properties/folder-shape';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { deleteTypes } from './delete-item';
import { findFolder, findTargetFolder } from './lookup';
import { type Operation } from './operation';

/** DeleteFolder (MS-OXWSFOLD 3.1.4.3): for good, or into Deleted Items. */
export const deleteFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const isFinal = request.requiredAttribute('DeleteType', deleteTypes) !== 'MoveToDeletedItems';
    for (const id of request.required('FolderIds').children) {
      context.out.message('DeleteFolder', () => {
        const folder = findFolder(id, context);
        const { mailbox } = folder;
        if (folder.distinguishedId !== undefined) {
          throw new ResponseError('ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
        }
        if (isFinal) mailbox.deleteFolder(folder);
        else mailbox.moveFolder(folder, mailbox.wellKnown('deleteditems'));
      });
    }
    return undefined;
  },
};

/** MoveFolder (MS-OXWSFOLD 3.1.4.7): the folder keeps its id. */
export const moveFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const target = request.required('ToFolderId');
    for (const id of request.required('FolderIds').children) {
      answerFolder('MoveFolder', context, () => {
        const folder = findFolder(id, context);
        const parent = findTargetFolder(target, context);
        if (folder.distinguishedId !== undefined) {
          throw new ResponseError('ErrorMoveDistinguishedFolder', 'Distinguished folders cannot be moved.');
        }
        if (parent.mailbox !== folder.mailbox) {
          throw new ResponseError('ErrorCrossMailboxMoveCopy', 'Move and Copy operations across mailbox boundaries are not permitted.');
        }
        if (parent === folder || parent.isBelow(folder)) {
          throw new ResponseError('ErrorMoveCopyFailed', 'A folder cannot be moved into itself.');
        }
        folder.mailbox.moveFolder(folder, parent);
        return folder;
      });
    }
    return undefined;
  },
};

/** UpdateFolder (MS-OXWSFOLD 3.1.4.8) of the display name. */
export const updateFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    for (const change of request.required('FolderChanges').children) {
      answerFolder('UpdateFolder', context, () => {
        const folder = findFolder(change.child('DistinguishedFolderId') ?? change.required('FolderId'), context);
        for (const update of change.required('Updates').children) applyUpdate(folder, update);
        return folder;
      });
    }
    return undefined;
  },
};

/** Clients that save a whole folder set its class again, and delete what it never had. */
function applyUpdate(folder: Folder, update: XmlElement): void {
  const path = update.child('FieldURI')?.attribute('FieldURI');
  const values = update.children.find(({ name }) => name !== 'FieldURI');
  const name = values?.textOf('DisplayName');
  const isNoChange =
    update.name === 'DeleteFolderField' || (path === 'folder:FolderClass' && values?.textOf('FolderClass') === folder.folderClass);
  if (name !== undefined) folder.mailbox.renameFolder(folder, name);
  else if (!isNoChange) {
    throw new ResponseError('ErrorInvalidPropertySet', 'Only the display name of a folder can be changed on this server.');
  }
}

function answerFolder(operation: string, { out }: Parameters<Operation['run']>[1], change: () => Folder): void {
  out.message(
    operation,
    () => {
      const folder = change();
      out.raw('<m:Folders><t:Folder>');
      writeFolderId(out, folder);
      out.raw('</t:Folder></m:Folders>');
    },
    '<m:Folders/>',
  );
}
