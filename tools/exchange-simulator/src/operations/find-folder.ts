import { type Folder } from '../mailbox/folder';
import { FolderShape } from '../properties/folder-shape';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findFolder as lookUpFolder } from './lookup';
import { type Operation } from './operation';
import { readPaging } from './paging';

/** FindFolder (MS-OXWSFOLD 3.1.4.5): the folders right below a folder, or everything below it. */
export const findFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const isDeep = request.requiredAttribute('Traversal', ['Shallow', 'Deep', 'SoftDeleted']) === 'Deep';
    const shape = new FolderShape(request.required('FolderShape'), context);
    const paging = readPaging(request, 'Folder');
    answerEach('FindFolder', request.required('ParentFolderIds'), out, (id) => {
      const parent = lookUpFolder(id, context);
      const page = paging(foldersBelow(parent, isDeep).filter((folder) => hasDisplayName(folder, request.child('Restriction'))));
      out.raw(`<m:RootFolder${page.attributes}><t:Folders>`);
      for (const folder of page.entries) shape.write(out, folder);
      out.raw('</t:Folders></m:RootFolder>');
    });
    return undefined;
  },
};

function foldersBelow(parent: Folder, isDeep: boolean): Folder[] {
  const children = parent.mailbox.children(parent);
  return isDeep ? children.flatMap((child) => [child, ...foldersBelow(child, true)]) : children;
}

/** Clients look folders up by their name; other restrictions of folders are not evaluated. */
function hasDisplayName(folder: Folder, restriction: XmlElement | undefined): boolean {
  const comparison = restriction?.child('IsEqualTo');
  if (comparison?.child('FieldURI')?.attribute('FieldURI') !== 'folder:DisplayName') return true;
  const name = comparison.child('FieldURIOrConstant')?.child('Constant')?.attribute('Value') ?? '';
  return folder.hasName(name);
}
