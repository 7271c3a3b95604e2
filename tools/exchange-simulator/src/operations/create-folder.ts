import { writeFolderId } from '../properties/folder-shape';
import { ResponseError, SchemaViolation } from '../soap/errors';
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
    for (const element of request.required('Folders').children) {
      const name = element.textOf('DisplayName') ?? '';
      const folderClass = element.textOf('FolderClass') ?? classes[element.name];
      if (folderClass === undefined) throw new SchemaViolation(`The element '${element.name}' is not expected.`);
      out.message(
        'CreateFolder',
        () => {
          const parent = findTargetFolder(target, context);
          const { mailbox } = parent;
          if (mailbox.children(parent).some(({ displayName }) => displayName.toLowerCase() === name.toLowerCase())) {
            throw new ResponseError('ErrorFolderExists', 'A folder with the specified name already exists.');
          }
          out.raw('<m:Folders><t:Folder>');
          writeFolderId(out, mailbox.createFolder(parent, name, folderClass));
          out.raw('</t:Folder></m:Folders>');
        },
        '<m:Folders/>',
      );
    }
    return undefined;
  },
};
