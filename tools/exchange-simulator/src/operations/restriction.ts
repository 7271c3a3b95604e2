import { ItemView } from '../properties/item-view';
import { type Item } from '../mailbox/item';
import { ResponseError, SchemaViolation } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { itemField } from './item-fields';

/** Whether an item is among those that are looked for. */
export type Condition = (item: Item) => boolean;

type Comparison = (difference: number) => boolean;

const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['IsEqualTo', (difference) => difference === 0],
  ['IsNotEqualTo', (difference) => difference !== 0],
  ['IsGreaterThan', (difference) => difference > 0],
  ['IsGreaterThanOrEqualTo', (difference) => difference >= 0],
  ['IsLessThan', (difference) => difference < 0],
  ['IsLessThanOrEqualTo', (difference) => difference <= 0],
]);

/** Reads a `Restriction`, or one of its conditions. @throws {ResponseError} for what cannot be searched by. */
export function readCondition(element: XmlElement): Condition {
  const comparison = comparisons.get(element.name);
  if (comparison !== undefined) return compare(element, comparison);
  const parts = (): Condition[] => element.children.map(readCondition);
  switch (element.name) {
    case 'Restriction':
    case 'And':
      return every(parts());
    case 'Or':
      return some(parts());
    case 'Not':
      return not(every(parts()));
    case 'Exists':
      return exists(element);
    case 'Contains':
      return contains(element);
    default:
      throw new ResponseError('ErrorUnsupportedQueryFilter', `The restriction ${element.name} is not supported.`);
  }
}

const every =
  (conditions: readonly Condition[]): Condition =>
  (item) =>
    conditions.every((condition) => condition(item));
const some =
  (conditions: readonly Condition[]): Condition =>
  (item) =>
    conditions.some((condition) => condition(item));
const not =
  (condition: Condition): Condition =>
  (item) =>
    !condition(item);

function compare(element: XmlElement, comparison: Comparison): Condition {
  const field = itemField(fieldPath(element));
  const constant = element.required('FieldURIOrConstant').required('Constant').requiredAttribute('Value');
  const expected = field.parse(constant);
  return (item) => {
    const value = field.read(ItemView.of(item));
    return value !== undefined && comparison(value < expected ? -1 : value > expected ? 1 : 0);
  };
}

function exists(element: XmlElement): Condition {
  const field = itemField(fieldPath(element));
  return (item) => field.read(ItemView.of(item)) !== undefined;
}

function contains(element: XmlElement): Condition {
  const field = itemField(fieldPath(element));
  const mode = element.attribute('ContainmentMode') ?? 'FullString';
  const comparison = element.attribute('ContainmentComparison') ?? 'Exact';
  const fold = (text: string): string => {
    const cased = /IgnoreCase|Loose/.test(comparison) ? text.toLowerCase() : text;
    return /NonSpac|Loose/.test(comparison) ? cased.normalize('NFD').replace(/\p{Mn}/gu, '') : cased;
  };
  const wanted = fold(element.required('Constant').requiredAttribute('Value'));
  return (item) => {
    const text = fold(String(field.read(ItemView.of(item)) ?? ''));
    if (mode === 'FullString') return text === wanted;
    if (mode === 'Prefixed') return text.startsWith(wanted);
    if (mode === 'PrefixOnWords') return text.split(/\W+/).some((word) => word.startsWith(wanted));
    return text.includes(wanted);
  };
}

function fieldPath(element: XmlElement): XmlElement {
  const path = element.children.find(({ name }) => name === 'FieldURI' || name === 'ExtendedFieldURI' || name === 'IndexedFieldURI');
  if (path === undefined) throw new SchemaViolation(`The element '${element.name}' names no property.`);
  return path;
}
