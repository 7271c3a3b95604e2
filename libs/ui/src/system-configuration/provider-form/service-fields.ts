import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { WarningNote } from '../../components/warning-note';
import { parentForm } from '../../forms/parent-form';
import { serviceTypeLabel } from '../../i18n/labels';
import { FindSettings } from './find-settings';
import { type ProviderFormState } from './provider-form-state';
import { warningsOfService } from './provider-warnings';

/** Which mail server it is and where it answers. */
@Component({
  selector: 'mailroom-service-fields',
  imports: [FindSettings, MatFormFieldModule, MatInput, MatSelectModule, ReactiveFormsModule, WarningNote],
  templateUrl: './service-fields.html',
  styleUrl: './fields.scss',
  viewProviders: [parentForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ServiceFields {
  readonly state = input.required<ProviderFormState>();
  readonly emailAddress = input.required<string>();

  protected readonly warnings = computed(() => warningsOfService(this.state().warnings()));
  protected readonly serviceTypeLabel = serviceTypeLabel;
}
