import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { type FolderRole } from '@mailroom/contract';
import { map, switchMap } from 'rxjs';
import * as z from 'zod';
import { ExclusionFields } from '../../exclusions/exclusion-fields';
import { folderRoles } from '../../exclusions/import-texts';
import { ChipsField } from '../../forms/chips-field';
import { type PolicyForm } from './policy-form';

/** What of the covered mailboxes is imported, and whether their owners may import less. */
@Component({
  selector: 'mailroom-policy-fields',
  imports: [ChipsField, ExclusionFields, MatCheckbox, MatFormFieldModule, MatInput, MatRadioModule, ReactiveFormsModule],
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
  protected readonly pathSchema = z.string().trim().min(1).max(1_000);

  protected toggleRole(role: FolderRole, wanted: boolean): void {
    const control = this.form().controls.roles;
    control.setValue(wanted ? [...control.value, role] : control.value.filter((other) => other !== role));
    control.markAsDirty();
  }
}
