import { type Item } from '../mailbox/item';
import { writeItemReference } from '../properties/kind-properties';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { changeKeyState } from './change-key';
import { findItem } from './lookup';
import { type Operation } from './operation';

const resolutions = ['NeverOverwrite', 'AutoResolve', 'AlwaysOverwrite'];

/** UpdateItem (MS-OXWSCORE 3.1.4.9) of the read flag; a sent or received message has nothing else that may change. */
export const updateItem: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const { out } = context;
    const resolution = request.requiredAttribute('ConflictResolution', resolutions);
    for (const change of request.required('ItemChanges').children) {
      const id = change.required('ItemId');
      out.message(
        'UpdateItem',
        () => {
          const item = findItem(id, context);
          checkChangeKey(id, item, resolution);
          const isRead = readFlag(change.required('Updates'));
          if (isRead !== undefined) item.folder.mailbox.setRead(item, isRead);
          out.raw('<m:Items>');
          writeItemReference(out, item, context.version);
          out.raw('</m:Items><m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>');
        },
        '<m:Items/>',
      );
    }
    return undefined;
  },
};

function checkChangeKey(id: XmlElement, item: Item, resolution: string): void {
  if (resolution === 'AlwaysOverwrite') return;
  const state = changeKeyState(id, item);
  if (state === 'missing') {
    throw new ResponseError(
      'ErrorChangeKeyRequiredForWriteOperations',
      'The change key is required unless ConflictResolution is AlwaysOverwrite.',
    );
  }
  if (state === 'stale' && resolution === 'NeverOverwrite') {
    throw new ResponseError('ErrorIrresolvableConflict', 'The item has been changed since its change key was read.');
  }
}

/** The last value that the updates give the read flag. */
function readFlag(updates: XmlElement): boolean | undefined {
  let isRead: boolean | undefined;
  for (const update of updates.children) {
    const path = update.child('FieldURI')?.attribute('FieldURI');
    if (update.name !== 'SetItemField' || path !== 'message:IsRead') {
      throw new ResponseError('ErrorInvalidPropertySet', `${update.name} of ${path ?? 'that property'} is not possible on this server.`);
    }
    isRead = update.children.find(({ name }) => name !== 'FieldURI')?.boolean('IsRead') ?? isRead;
  }
  return isRead;
}
