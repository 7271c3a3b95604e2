import { writeFolderReference } from '../properties/folder-shape';
import { ResponseError, SchemaViolation } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findTargetFolder } from './lookup';
import { type Operation } from './operation';

const classes: Readonly<Record<string, string>> = {
  Folder: 'IPF.Note',
  CalendarFolder: 'IPF.Appointment',
  ContactsFolder: 'IPF.Contact',
  TasksFolder: 'IPF.Task',
};

/** CreateFolder (MS-OXWSFOLD 3.1.4.2). */
export const createFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const target = request.required('ParentFolderId');
    const answer = (element: XmlElement): void => {
      const name = element.textOf('DisplayName') ?? '';
      const folderClass = folderClassOf(element);
      const parent = findTargetFolder(target, context, 'ErrorParentFolderNotFound');
      const { mailbox } = parent;
      if (mailbox.children(parent).some((child) => child.hasName(name))) {
        throw new ResponseError('ErrorFolderExists', 'A folder with the specified name already exists.');
      }
      out.raw('<m:Folders>');
      writeFolderReference(out, mailbox.createFolder(parent, name, folderClass));
      out.raw('</m:Folders>');
    };
    answerEach('CreateFolder', request.required('Folders'), out, answer, '<m:Folders/>');
    return undefined;
  },
};

/** Only a generic folder says its class (ResponseCode: ErrorNoFolderClassOverride). */
function folderClassOf(element: XmlElement): string {
  const implied = classes[element.name];
  const given = element.textOf('FolderClass');
  if (implied === undefined) throw new SchemaViolation(`The element '${element.name}' is not expected.`);
  if (given !== undefined && element.name !== 'Folder') {
    throw new ResponseError('ErrorNoFolderClassOverride', 'The class of a folder of a special type cannot be set.');
  }
  return given ?? implied;
}
