import { type Folder } from '../mailbox/folder';
import { writeFolderReference } from '../properties/folder-shape';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findFolder } from './lookup';
import { type Operation } from './operation';

/** UpdateFolder (MS-OXWSFOLD 3.1.4.8) of the display name. */
export const updateFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const answer = (change: XmlElement): void => {
      const folder = findFolder(change.child('DistinguishedFolderId') ?? change.required('FolderId'), context);
      for (const update of change.required('Updates').children) applyUpdate(folder, update);
      out.raw('<m:Folders>');
      writeFolderReference(out, folder);
      out.raw('</m:Folders>');
    };
    answerEach('UpdateFolder', request.required('FolderChanges'), out, answer, '<m:Folders/>');
    return undefined;
  },
};

/** Clients that save a whole folder set its class again, and delete what it never had. */
function applyUpdate(folder: Folder, update: XmlElement): void {
  const values = update.children.find(({ name }) => name !== 'FieldURI');
  const [name, folderClass] = [values?.textOf('DisplayName'), values?.textOf('FolderClass')];
  if (name !== undefined) rename(folder, name);
  else if (folderClass !== undefined && folderClass !== folder.folderClass) {
    throw new ResponseError('ErrorObjectTypeChanged', 'The class of a folder cannot be changed.');
  } else if (folderClass === undefined && update.name !== 'DeleteFolderField') {
    throw new ResponseError('ErrorInvalidPropertySet', 'Only the display name of a folder can be changed on this server.');
  }
}

function rename(folder: Folder, name: string): void {
  const siblings = folder.parent === undefined ? [] : folder.mailbox.children(folder.parent);
  if (siblings.some((other) => other !== folder && other.hasName(name))) {
    throw new ResponseError('ErrorFolderExists', 'A folder with the specified name already exists.');
  }
  folder.mailbox.renameFolder(folder, name);
}
