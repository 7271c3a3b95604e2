import { type Item } from '../mailbox/item';
import { itemKind } from '../mailbox/item-class';
import { type EditableProperties, type Flag, importances, sensitivities } from '../mailbox/item-edits';
import { propertyKey } from '../mailbox/property-key';
import { extendedValues } from '../properties/extended-properties';
import { mapiEdit } from '../properties/mapi-properties';
import { hasFamily } from '../properties/kind-properties';
import { pathFamily } from '../soap/property-paths';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { contentEdit } from './content-edits';
import { type OperationContext } from './operation';

/** One change of one property that UpdateItem asks for. */
export interface ItemUpdate {
  /** What it sets the read flag to; undefined when it changes anything else. */
  readonly isRead: boolean | undefined;
  /**
   * Notes the change in the item, of which the client has seen the revision `seen`. Answers how many conflicts that met: where the
   * property has changed since.
   */
  apply(item: Item, seen: number): number;
}

type Property = keyof EditableProperties;

/** How a property is read from the element that holds its new value; undefined: deleting it sets that. */
interface Editor<P extends Property> {
  readonly property: P;
  readonly read: (values: XmlElement) => EditableProperties[P];
  /** What it is without a value; undefined when it cannot be deleted. */
  readonly deleted: EditableProperties[P] | undefined;
}

const noFlag: Flag = { status: 'NotFlagged', startDate: undefined, dueDate: undefined, completeDate: undefined };

const importance: Editor<'importance'> = {
  property: 'importance',
  read: (values) => values.choice('Importance', importances) as EditableProperties['importance'],
  deleted: undefined,
};
const sensitivity: Editor<'sensitivity'> = {
  property: 'sensitivity',
  read: (values) => values.choice('Sensitivity', sensitivities) as EditableProperties['sensitivity'],
  deleted: undefined,
};
const categories: Editor<'categories'> = {
  property: 'categories',
  read: (values) => values.required('Categories').children.map(({ text }) => text),
  deleted: [],
};
const flag: Editor<'flag'> = { property: 'flag', read: (values) => readFlag(values.required('Flag')), deleted: noFlag };

const readers: ReadonlyMap<string, (update: XmlElement) => ItemUpdate> = new Map<string, (update: XmlElement) => ItemUpdate>([
  ['item:Importance', (update) => edit(update, importance)],
  ['item:Sensitivity', (update) => edit(update, sensitivity)],
  ['item:Categories', (update) => edit(update, categories)],
  ['item:Flag', (update) => edit(update, flag)],
  ['message:IsRead', readFlagUpdate],
]);

/** Reads a change description. @throws {ResponseError} for what cannot be changed, or not so */
export function readItemUpdate(update: XmlElement, item: Item, context: OperationContext): ItemUpdate {
  const [path = update, values] = update.children;
  const uri = path.attribute('FieldURI');
  if (uri !== undefined && !hasFamily(itemKind(item.itemClass), pathFamily(uri))) {
    throw new ResponseError('ErrorInvalidPropertyRequest', `The property ${uri} is not available for this type of item.`);
  }
  if (update.name === 'AppendToItemField') {
    throw new ResponseError('ErrorInvalidPropertyAppend', 'Nothing can be appended to that property.');
  }
  if (update.name === 'SetItemField' && values?.children.length !== 1) {
    throw new ResponseError(
      'ErrorIncorrectUpdatePropertyCount',
      'An object within a change description must contain one and only one property to modify.',
    );
  }
  const name = uri?.slice(uri.indexOf(':') + 1);
  if (update.name === 'SetItemField' && name !== undefined && values?.child(name) === undefined) {
    throw new ResponseError('ErrorUpdatePropertyMismatch', 'The property of the change description is not the one in its item.');
  }
  if (path.name === 'ExtendedFieldURI') return mapiUpdate(path, values);
  const change = contentEdit(uri ?? '', item);
  if (change !== undefined) return contentUpdate(() => change(values, context.store));
  const reader = readers.get(uri ?? '');
  // Read-only properties (MS-OXWSCORE_R2347 and following), and what this server does not keep.
  if (reader === undefined) throw new ResponseError('ErrorInvalidPropertySet', `The property ${uri ?? ''} cannot be changed.`);
  return reader(update);
}

function readFlagUpdate(update: XmlElement): ItemUpdate {
  if (update.name === 'DeleteItemField') throw undeletable('message:IsRead');
  return { isRead: update.children[1]?.boolean('IsRead'), apply: () => 0 };
}

/** What stands in the MIME has no conflicts here: the last change counts. */
function contentUpdate(change: () => void): ItemUpdate {
  return {
    isRead: undefined,
    apply: () => {
      change();
      return 0;
    },
  };
}

/** Nor have MAPI properties. */
function mapiUpdate(path: XmlElement, values: XmlElement | undefined): ItemUpdate {
  const property = values?.child('ExtendedProperty');
  const set = property === undefined ? [] : extendedValues(property);
  return {
    isRead: undefined,
    apply: (item) => {
      item.edit(mapiEdit(propertyKey(path), set, item.edits?.extended?.value));
      return 0;
    },
  };
}

function edit<P extends Property>(update: XmlElement, { property, read, deleted }: Editor<P>): ItemUpdate {
  const [, values] = update.children;
  const value = values === undefined ? deleted : read(values);
  if (value === undefined) throw undeletable(property);
  return {
    isRead: undefined,
    apply: (item, seen) => {
      const present = item.edits?.[property];
      const isConflict = present !== undefined && present.revision > seen;
      if (!(isConflict && isStricter(property, present.value, value))) item.edit({ [property]: value });
      return isConflict ? 1 : 0;
    },
  };
}

/** Of two sensitivities, AutoResolve keeps the stricter (MS-OXWSCORE_R586, R592); anything else it overwrites (R584). */
function isStricter(property: Property, present: unknown, value: unknown): boolean {
  const ranks: readonly unknown[] = sensitivities;
  return property === 'sensitivity' && ranks.indexOf(present) > ranks.indexOf(value);
}

/** MS-OXWSCORE_R2005 to R2010. */
function readFlag(element: XmlElement): Flag {
  const status = element.choice('FlagStatus', ['NotFlagged', 'Flagged', 'Complete']) as Flag['status'];
  const [startDate, dueDate, completeDate] = [element.textOf('StartDate'), element.textOf('DueDate'), element.textOf('CompleteDate')];
  const isPair = (startDate === undefined) === (dueDate === undefined);
  const isUndated = startDate === undefined && dueDate === undefined;
  const isValid = {
    NotFlagged: isUndated && completeDate === undefined,
    Flagged: isPair && completeDate === undefined,
    Complete: isUndated,
  }[status];
  if (!isValid) throw new ResponseError('ErrorInvalidArgument', 'The dates of the flag do not fit its status.');
  return { status, startDate, dueDate, completeDate };
}

function undeletable(property: string): ResponseError {
  return new ResponseError('ErrorInvalidPropertyDelete', `The property ${property} cannot be deleted.`);
}
