import { type Folder } from '../mailbox/folder';
import { writeFolderReference } from '../properties/folder-shape';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findFolder, findTargetFolder } from './lookup';
import { type Operation } from './operation';

/** MoveFolder (MS-OXWSFOLD 3.1.4.7): the folder keeps its id. */
export const moveFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const target = request.required('ToFolderId');
    const answer = (id: XmlElement): void => {
      const folder = findFolder(id, context);
      const parent = findTargetFolder(target, context, 'ErrorToFolderNotFound');
      checkMove(folder, parent);
      folder.mailbox.moveFolder(folder, parent);
      out.raw('<m:Folders>');
      writeFolderReference(out, folder);
      out.raw('</m:Folders>');
    };
    answerEach('MoveFolder', request.required('FolderIds'), out, answer, '<m:Folders/>');
    return undefined;
  },
};

function checkMove(folder: Folder, parent: Folder): void {
  if (folder.distinguishedId !== undefined) {
    throw new ResponseError('ErrorMoveDistinguishedFolder', 'Distinguished folders cannot be moved.');
  }
  if (parent.mailbox !== folder.mailbox) {
    throw new ResponseError('ErrorCrossMailboxMoveCopy', 'Move and Copy operations across mailbox boundaries are not permitted.');
  }
  if (parent === folder || parent.isBelow(folder)) {
    throw new ResponseError('ErrorMoveCopyFailed', 'A folder cannot be moved into itself.');
  }
  if (parent.mailbox.children(parent).some((other) => other !== folder && other.hasName(folder.displayName))) {
    throw new ResponseError('ErrorFolderExists', 'A folder with the specified name already exists.');
  }
}
