import { type Folder } from '../mailbox/folder';
import { type Item } from '../mailbox/item';
import { SearchFolder } from '../mailbox/search-folder';
import { writeItemReference } from '../properties/kind-properties';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findItem, findTargetFolder } from './lookup';
import { type Operation } from './operation';

/** MoveItem (MS-OXWSCORE 3.1.4.7): the item gets a new id. */
export const moveItem = relocation('MoveItem', (item, folder) => folder.mailbox.moveItem(item, folder));

/** CopyItem (MS-OXWSCORE 3.1.4.1). */
export const copyItem = relocation('CopyItem', (item, folder) => folder.mailbox.copyItem(item, folder));

function relocation(name: string, relocate: (item: Item, folder: Folder) => Item): Operation {
  return {
    since: 'Exchange2007',
    run(request, context) {
      const { out } = context;
      const target = request.required('ToFolderId');
      const returnsIds = request.boolean('ReturnNewItemIds') !== false;
      const answer = (id: XmlElement): void => {
        const folder = findTargetFolder(target, context, 'ErrorToFolderNotFound');
        const item = findItem(id, context);
        checkRelocation(item, folder);
        const relocated = relocate(item, folder);
        out.raw('<m:Items>');
        if (returnsIds) writeItemReference(out, relocated, context.version);
        out.raw('</m:Items>');
      };
      answerEach(name, request.required('ItemIds'), out, answer, '<m:Items/>');
      return undefined;
    },
  };
}

function checkRelocation(item: Item, folder: Folder): void {
  if (item.folder.mailbox !== folder.mailbox) {
    throw new ResponseError('ErrorCrossMailboxMoveCopy', 'Move and Copy operations across mailbox boundaries are not permitted.');
  }
  if (folder instanceof SearchFolder) throw new ResponseError('ErrorMoveCopyFailed', 'Nothing can be put into a search folder.');
  if (item.isAssociated) throw new ResponseError('ErrorInvalidOperation', 'An associated item cannot be moved or copied.');
}
