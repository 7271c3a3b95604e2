import { ResponseError } from '../soap/errors';
import { answerEach } from './batch';
import { deleteTypes } from './delete-item';
import { findFolder } from './lookup';
import { type Operation } from './operation';

/** DeleteFolder (MS-OXWSFOLD 3.1.4.3): for good, or into Deleted Items. */
export const deleteFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const isFinal = request.requiredAttribute('DeleteType', deleteTypes) !== 'MoveToDeletedItems';
    answerEach('DeleteFolder', request.required('FolderIds'), context.out, (id) => {
      const folder = findFolder(id, context);
      const { mailbox } = folder;
      if (folder.distinguishedId !== undefined) {
        throw new ResponseError('ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
      }
      if (isFinal) mailbox.deleteFolder(folder);
      else mailbox.moveFolder(folder, mailbox.wellKnown('deleteditems'));
    });
    return undefined;
  },
};
