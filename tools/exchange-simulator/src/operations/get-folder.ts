import { FolderShape } from '../properties/folder-shape';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findFolder } from './lookup';
import { type Operation } from './operation';

/** GetFolder (MS-OXWSFOLD 3.1.4.6). */
export const getFolder: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const shape = new FolderShape(request.required('FolderShape'), context);
    const answer = (id: XmlElement): void => {
      const folder = findFolder(id, context);
      out.raw('<m:Folders>');
      shape.write(out, folder);
      out.raw('</m:Folders>');
    };
    answerEach('GetFolder', request.required('FolderIds'), out, answer, '<m:Folders/>');
    return undefined;
  },
};
