import { FormControl, FormGroup } from '@angular/forms';
import { type Exclusions, type Sensitivity } from '@mailroom/contract';

const bytesOfMegabyte = 1_000_000;

/** What is never imported, as a form. */
export type ExclusionForm = FormGroup<{
  addresses: FormControl<string[]>;
  domains: FormControl<string[]>;
  sensitivities: FormControl<Sensitivity[]>;
  /** In megabytes; `null`: no limit. */
  maxMegabytes: FormControl<number | null>;
}>;

export function exclusionForm({ addresses, domains, sensitivities, maxSize }: Exclusions): ExclusionForm {
  const control = <Value>(value: Value): FormControl<Value> => new FormControl(value, { nonNullable: true });
  return new FormGroup({
    addresses: control(addresses),
    domains: control(domains),
    sensitivities: control(sensitivities),
    maxMegabytes: control(maxSize === null ? null : maxSize / bytesOfMegabyte),
  });
}

/** What is sent. */
export function exclusionsOf(form: ExclusionForm): Exclusions {
  const { maxMegabytes, ...lists } = form.getRawValue();
  return { ...lists, maxSize: maxMegabytes === null ? null : Math.round(maxMegabytes * bytesOfMegabyte) };
}
