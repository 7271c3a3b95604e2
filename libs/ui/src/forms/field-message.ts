import { type FieldProblem } from '@mailroom/contract';
import { localizeByCode } from '../i18n/localize-problem';

/** A field's problem for people. Codes that come from the schema library itself have our wording; the contract's have theirs. */
export function fieldMessage({ code, message }: FieldProblem): string {
  switch (code) {
    case 'too-small':
    case 'invalid-type':
      return $localize`:@@mailroom.field.required:Fill in this field.`;
    case 'too-big':
      return $localize`:@@mailroom.field.too-long:This is too long.`;
    case 'invalid-value':
      return $localize`:@@mailroom.field.choose:Choose one of the offered values.`;
    default:
      return localizeByCode(code, message);
  }
}
