import { FormControl, FormGroup } from '@angular/forms';
import { type FolderRole, type ImportPolicy } from '@mailroom/contract';
import { type ExclusionForm, exclusionForm, exclusionsOf } from '../../exclusions/exclusion-form';

export type PolicyForm = FormGroup<{
  /** Whether only some folders are imported. */
  chosenFolders: FormControl<boolean>;
  roles: FormControl<FolderRole[]>;
  paths: FormControl<string[]>;
  limited: FormControl<boolean>;
  /** A day, as a date field has it: `2026-01-31`. */
  startDate: FormControl<string>;
  exclusions: ExclusionForm;
  usersMayTighten: FormControl<boolean>;
}>;

/** What of the covered mailboxes is imported, as a form. */
export function policyForm({ folders, startDate, exclusions, usersMayTighten }: ImportPolicy): PolicyForm {
  const control = <Value>(value: Value): FormControl<Value> => new FormControl(value, { nonNullable: true });
  return new FormGroup({
    chosenFolders: control(folders !== null),
    roles: control<FolderRole[]>(folders?.roles ?? ['inbox', 'sent']),
    paths: control(folders?.paths ?? []),
    limited: control(startDate !== null),
    startDate: control(startDate?.slice(0, 10) ?? ''),
    exclusions: exclusionForm(exclusions),
    usersMayTighten: control(usersMayTighten),
  });
}

/** What is sent. */
export function policyOf(form: PolicyForm): ImportPolicy {
  const { chosenFolders, roles, paths, limited, startDate, usersMayTighten } = form.getRawValue();
  return {
    folders: chosenFolders ? { roles, paths } : null,
    startDate: limited ? startDate : null,
    exclusions: exclusionsOf(form.controls.exclusions),
    usersMayTighten,
  };
}
