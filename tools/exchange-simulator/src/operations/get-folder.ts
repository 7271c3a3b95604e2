import { FolderShape } from '../properties/folder-shape';
import { findFolder } from './lookup';
import { type Operation } from './operation';

/** GetFolder (MS-OXWSFOLD 3.1.4.6). */
export const getFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const shape = new FolderShape(request.required('FolderShape'), context);
    for (const id of request.required('FolderIds').children) {
      out.message(
        'GetFolder',
        () => {
          const folder = findFolder(id, context);
          out.raw('<m:Folders>');
          shape.write(out, folder);
          out.raw('</m:Folders>');
        },
        '<m:Folders/>',
      );
    }
    return undefined;
  },
};
