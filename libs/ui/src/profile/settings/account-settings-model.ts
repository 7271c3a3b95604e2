import { FormControl, FormGroup } from '@angular/forms';
import { type Account, type AccountPatch, accountPatchSchema } from '@mailroom/contract';
import { type ExclusionForm, exclusionForm, exclusionsOf } from '../../exclusions/exclusion-form';
import { contractValidator } from '../../forms/contract-form';

export type SettingsForm = FormGroup<{
  /** Whether only what was received since a date is imported. */
  limited: FormControl<boolean>;
  /** A day, as a date field has it: `2026-01-31`. */
  startDate: FormControl<string>;
  isDefault: FormControl<boolean>;
  signature: FormControl<string>;
  exclusions: ExclusionForm;
}>;

export function settingsForm(account: Account): SettingsForm {
  const control = <Value>(value: Value): FormControl<Value> => new FormControl(value, { nonNullable: true });
  const form: SettingsForm = new FormGroup({
    limited: control(account.startDate !== null),
    startDate: control(dayOf(account.startDate) ?? ''),
    isDefault: control(account.isDefault),
    signature: control(account.signature),
    exclusions: exclusionForm(account.exclusions),
  });
  form.addValidators(
    contractValidator(accountPatchSchema, () => ({ startDate: startDateOf(form), exclusions: exclusionsOf(form.controls.exclusions) })),
  );
  return form;
}

/** What differs from the account as it is. */
export function settingsPatch(form: SettingsForm, account: Account): AccountPatch {
  const { signature, isDefault } = form.getRawValue();
  const startDate = startDateOf(form);
  const exclusions = exclusionsOf(form.controls.exclusions);
  return {
    ...(startDate !== dayOf(account.startDate) && { startDate }),
    ...(signature !== account.signature && { signature }),
    ...(JSON.stringify(exclusions) !== JSON.stringify(account.exclusions) && { exclusions }),
    ...(isDefault && !account.isDefault && { isDefault }),
  };
}

/** Whether emails that are imported now would not be any more, by the date alone. */
export function beginsLater(patch: AccountPatch, account: Account): boolean {
  const { startDate } = patch;
  return typeof startDate === 'string' && (account.startDate === null || startDate > account.startDate);
}

function startDateOf(form: SettingsForm): string | null {
  const { limited, startDate } = form.getRawValue();
  return limited ? startDate : null;
}

function dayOf(moment: string | null): string | null {
  return moment?.slice(0, 10) ?? null;
}
