import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { WarningNote } from '../../components/warning-note';
import { parentForm } from '../../forms/parent-form';
import { OAuthFields } from '../provider-form/oauth-fields';
import { OAuthRegistrationNote } from '../provider-form/oauth-registration-note';
import { warningsOfAuthentication } from '../provider-form/provider-warnings';
import { type IntegrationFormState } from './integration-form-state';

/** The account that may act for the owners of the mailboxes: by login and password, or an application that signs in by itself. */
@Component({
  selector: 'mailroom-super-user-fields',
  imports: [MatFormFieldModule, MatInput, MatRadioModule, OAuthFields, OAuthRegistrationNote, ReactiveFormsModule, WarningNote],
  templateUrl: './super-user-fields.html',
  styleUrl: '../provider-form/fields.scss',
  viewProviders: [parentForm],
  styles: `
    .refusal:empty {
      display: none;
    }
    .inline {
      margin-bottom: 0.25rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SuperUserFields {
  readonly state = input.required<IntegrationFormState>();

  protected readonly warnings = computed(() => warningsOfAuthentication(this.state().warnings()));
}
