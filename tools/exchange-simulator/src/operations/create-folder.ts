import { propertyKey, tagKey } from '../mailbox/property-key';
import { type Search, SearchFolder } from '../mailbox/search-folder';
import { writeFolderReference } from '../properties/folder-shape';
import { ResponseError, SchemaViolation } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findFolder, findTargetFolder } from './lookup';
import { type Operation, type OperationContext } from './operation';
import { readCondition } from './restriction';

const classes: Readonly<Record<string, string>> = {
  Folder: 'IPF.Note',
  CalendarFolder: 'IPF.Appointment',
  ContactsFolder: 'IPF.Contact',
  TasksFolder: 'IPF.Task',
  SearchFolder: 'IPF.Note',
};
const hidden = tagKey(0x10f4);

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
      if (parent instanceof SearchFolder) {
        throw new ResponseError('ErrorInvalidParentFolder', 'A search folder has no folders below it.');
      }
      if (mailbox.children(parent).some((child) => child.hasName(name))) {
        throw new ResponseError('ErrorFolderExists', 'A folder with the specified name already exists.');
      }
      const folder =
        element.name === 'SearchFolder'
          ? mailbox.createSearchFolder(parent, name, readSearch(element, context))
          : mailbox.createFolder(parent, name, folderClass);
      folder.isHidden = isHidden(element);
      out.raw('<m:Folders>');
      writeFolderReference(out, folder);
      out.raw('</m:Folders>');
    };
    answerEach('CreateFolder', request.required('Folders'), out, answer, '<m:Folders/>');
    return undefined;
  },
};

function readSearch(element: XmlElement, context: OperationContext): Search {
  const parameters = element.required('SearchParameters');
  return {
    folders: parameters.required('BaseFolderIds').children.map((id) => findFolder(id, context)),
    isDeep: parameters.attribute('Traversal') === 'Deep',
    matches: readCondition(parameters.required('Restriction')),
  };
}

function isHidden(element: XmlElement): boolean {
  const property = element.children.find(
    (child) => child.name === 'ExtendedProperty' && propertyKey(child.required('ExtendedFieldURI')) === hidden,
  );
  return property?.boolean('Value') === true;
}

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
