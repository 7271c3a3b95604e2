import { ItemShape } from '../properties/item-shape';
import { ItemView } from '../properties/item-view';
import { type XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findItem } from './lookup';
import { type Operation } from './operation';

/** GetItem (MS-OXWSCORE 3.1.4.4): each item of a batch succeeds or fails for itself. */
export const getItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const shape = new ItemShape(request.required('ItemShape'), context, 'reading');
    const answer = (id: XmlElement): void => {
      const item = findItem(id, context);
      out.raw('<m:Items>');
      shape.write(out, ItemView.of(item));
      out.raw('</m:Items>');
    };
    answerEach('GetItem', request.required('ItemIds'), out, answer, '<m:Items/>');
    return undefined;
  },
};
