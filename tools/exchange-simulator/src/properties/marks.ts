import { type EditableProperties } from '../mailbox/item-edits';
import { type ResponseWriter } from '../soap/response-writer';
import { type ItemView } from './item-view';

const importances: ReadonlyMap<string, EditableProperties['importance']> = new Map([
  ['high', 'High'],
  ['low', 'Low'],
]);

/** RFC 4021, 2.1.55; "Company-Confidential" is the most that a message can say of itself. */
const sensitivities: ReadonlyMap<string, EditableProperties['sensitivity']> = new Map([
  ['personal', 'Personal'],
  ['private', 'Private'],
  ['company-confidential', 'Confidential'],
]);

/** How important an item is: as its owner has set it, or else as its header says. */
export function importanceOf({ item, summary }: ItemView): EditableProperties['importance'] {
  return item?.edits?.importance?.value ?? importances.get(summary.importance?.trim().toLowerCase() ?? '') ?? 'Normal';
}

export function sensitivityOf({ item, summary }: ItemView): EditableProperties['sensitivity'] {
  return item?.edits?.sensitivity?.value ?? sensitivities.get(summary.sensitivity?.trim().toLowerCase() ?? '') ?? 'Normal';
}

export function categoriesOf({ item, summary }: ItemView): EditableProperties['categories'] {
  return item?.edits?.categories?.value ?? summary.keywords;
}

/** Writes the categories, or nothing when there are none. */
export function writeCategories(out: ResponseWriter, view: ItemView): void {
  const categories = categoriesOf(view);
  if (categories.length === 0) return;
  out.raw('<t:Categories>');
  for (const category of categories) out.element('t:String', category);
  out.raw('</t:Categories>');
}

/** Writes the follow-up flag; everything has one, if only one that is not set. */
export function writeFlag(out: ResponseWriter, { item }: ItemView): void {
  const flag = item?.edits?.flag?.value;
  out
    .raw('<t:Flag>')
    .element('t:FlagStatus', flag?.status ?? 'NotFlagged')
    .element('t:StartDate', flag?.startDate);
  out.element('t:DueDate', flag?.dueDate).element('t:CompleteDate', flag?.completeDate).raw('</t:Flag>');
}
