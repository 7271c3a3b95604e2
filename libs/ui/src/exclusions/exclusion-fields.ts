import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { emailAddressSchema, type Sensitivity } from '@mailroom/contract';
import { map, switchMap } from 'rxjs';
import { ChipsField } from '../forms/chips-field';
import { DomainChips } from '../forms/domain-chips';
import { type ExclusionForm } from './exclusion-form';
import { sensitivities } from './import-texts';

/** Emails that are never imported: by whom they are with, how they are marked, and how large they are. */
@Component({
  selector: 'mailroom-exclusion-fields',
  imports: [ChipsField, DomainChips, MatCheckbox, MatFormFieldModule, MatInput, ReactiveFormsModule],
  template: `
    <mailroom-chips-field
      [control]="form().controls.addresses"
      [schema]="addressSchema"
      label="Emails with these addresses"
      i18n-label="@@mailroom.policy.addresses"
      placeholder="works-council@example.com"
    />
    <mailroom-domain-chips
      [control]="form().controls.domains"
      label="Emails with these domains"
      i18n-label="@@mailroom.policy.domains"
      hint="And the domains below them"
      i18n-hint="@@mailroom.policy.domains.hint"
    />
    <div class="boxes" role="group" aria-label="Emails that are marked as" i18n-aria-label="@@mailroom.policy.sensitivities">
      <span i18n="@@mailroom.policy.sensitivities">Emails that are marked as</span>
      @for (sensitivity of sensitivities; track sensitivity.value) {
        <mat-checkbox [checked]="chosen().includes(sensitivity.value)" (change)="toggle(sensitivity.value, $event.checked)">{{
          sensitivity.label
        }}</mat-checkbox>
      }
    </div>
    <mat-form-field class="size" [formGroup]="form()">
      <mat-label i18n="@@mailroom.policy.max-size">Emails larger than</mat-label>
      <input matInput type="number" formControlName="maxMegabytes" min="0.01" max="1000" step="any" />
      <span matTextSuffix>MB</span>
    </mat-form-field>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    .boxes {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.75rem;
      font: var(--mat-sys-body-medium);
    }
    .size {
      width: min(100%, 14rem);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExclusionFields {
  readonly form = input.required<ExclusionForm>();

  private readonly changes = toSignal(
    toObservable(this.form).pipe(
      switchMap((form) => form.valueChanges),
      map(() => ({})),
    ),
  );
  protected readonly chosen = computed(() => {
    this.changes();
    return this.form().getRawValue().sensitivities;
  });
  protected readonly sensitivities = sensitivities();
  protected readonly addressSchema = emailAddressSchema;

  protected toggle(sensitivity: Sensitivity, wanted: boolean): void {
    const control = this.form().controls.sensitivities;
    control.setValue(wanted ? [...control.value, sensitivity] : control.value.filter((other) => other !== sensitivity));
    control.markAsDirty();
  }
}
