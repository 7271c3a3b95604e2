import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { emailAddressSchema, type FolderRole, type Sensitivity } from '@mailroom/contract';
import { map, switchMap } from 'rxjs';
import { z } from 'zod';
import { ChipsField } from '../../forms/chips-field';
import { DomainChips } from '../provider-form/domain-chips';
import { type PolicyForm } from './policy-form';
import { folderRoles, sensitivities } from './policy-texts';

/** What of the covered mailboxes is imported, and whether their owners may import less. */
@Component({
  selector: 'mailroom-policy-fields',
  imports: [ChipsField, DomainChips, MatCheckbox, MatFormFieldModule, MatInput, MatRadioModule, ReactiveFormsModule],
  templateUrl: './policy-fields.html',
  styleUrl: '../provider-form/fields.scss',
  styles: `
    .boxes {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.75rem;
    }
    .refusal:empty {
      display: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PolicyFields {
  readonly form = input.required<PolicyForm>();
  /** What is wrong with it. */
  readonly message = input('');

  private readonly changes = toSignal(
    toObservable(this.form).pipe(
      switchMap((form) => form.valueChanges),
      map(() => ({})),
    ),
  );
  protected readonly value = computed(() => {
    this.changes();
    return this.form().getRawValue();
  });
  protected readonly roles = folderRoles();
  protected readonly sensitivities = sensitivities();
  protected readonly addressSchema = emailAddressSchema;
  protected readonly pathSchema = z.string().trim().min(1).max(1_000);

  protected toggleRole(role: FolderRole, wanted: boolean): void {
    this.toggle(this.form().controls.roles, role, wanted);
  }

  protected toggleSensitivity(sensitivity: Sensitivity, wanted: boolean): void {
    this.toggle(this.form().controls.sensitivities, sensitivity, wanted);
  }

  private toggle<Value>(
    control: { value: Value[]; setValue(value: Value[]): void; markAsDirty(): void },
    value: Value,
    wanted: boolean,
  ): void {
    control.setValue(wanted ? [...control.value, value] : control.value.filter((other) => other !== value));
    control.markAsDirty();
  }
}
