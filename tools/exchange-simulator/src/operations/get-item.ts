import { ItemShape } from '../properties/item-shape';
import { ItemView } from '../properties/item-view';
import { findItem } from './lookup';
import { type Operation } from './operation';

/** GetItem (MS-OXWSCORE 3.1.4.4): each item of a batch succeeds or fails for itself. */
export const getItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const shape = new ItemShape(request.required('ItemShape'), context, 'reading');
    for (const id of request.required('ItemIds').children) {
      out.message(
        'GetItem',
        () => {
          const item = findItem(id, context);
          out.raw('<m:Items>');
          shape.write(out, ItemView.of(item));
          out.raw('</m:Items>');
        },
        '<m:Items/>',
      );
    }
    return undefined;
  },
};
