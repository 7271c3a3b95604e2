import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatRadioModule } from '@angular/material/radio';
import { parentForm } from '../../forms/parent-form';
import { DomainChips } from '../../forms/domain-chips';
import { loginFormats } from './login-formats';
import { type ProviderFormState } from './provider-form-state';

/** What the CRM does with the mailboxes, how their owners sign in, and whose they are. */
@Component({
  selector: 'mailroom-mailbox-fields',
  imports: [DomainChips, MatCheckbox, MatRadioModule, ReactiveFormsModule],
  templateUrl: './mailbox-fields.html',
  styleUrl: './fields.scss',
  viewProviders: [parentForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MailboxFields {
  readonly state = input.required<ProviderFormState>();

  protected readonly loginFormats = loginFormats();
}
