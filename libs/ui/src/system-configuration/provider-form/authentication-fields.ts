import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatExpansionModule } from '@angular/material/expansion';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { WarningNote } from '../../components/warning-note';
import { parentForm } from '../../forms/parent-form';
import { authMethodLabel } from '../../i18n/labels';
import { OAuthFields } from './oauth-fields';
import { OAuthRegistrationNote } from './oauth-registration-note';
import { type ProviderFormState } from './provider-form-state';
import { warningsOfAuthentication } from './provider-warnings';

/** How the CRM proves to the mail server that it may open a mailbox. */
@Component({
  selector: 'mailroom-authentication-fields',
  imports: [
    MatExpansionModule,
    MatFormFieldModule,
    MatInput,
    MatRadioModule,
    OAuthFields,
    OAuthRegistrationNote,
    ReactiveFormsModule,
    WarningNote,
  ],
  templateUrl: './authentication-fields.html',
  styleUrl: './fields.scss',
  viewProviders: [parentForm],
  styles: `
    .recommended {
      color: var(--mat-sys-on-surface-variant);
    }
    .refusal:empty {
      display: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuthenticationFields {
  readonly state = input.required<ProviderFormState>();

  protected readonly warnings = computed(() => warningsOfAuthentication(this.state().warnings()));
  protected readonly authMethodLabel = authMethodLabel;
}
