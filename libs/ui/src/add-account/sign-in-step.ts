import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { isMailErrorCode, isOAuthErrorCode, oauthErrors } from '@mailroom/contract';
import { MicrosoftButton } from '../components/microsoft-button';
import { PasswordField } from '../components/password-field';
import { ProblemNote } from '../components/problem-note';
import { Mailroom } from '../data-access/mailroom';
import { problemMessage } from '../forms/contract-form';
import { AddAccountFlow } from './add-account-flow';
import { type SignInForm } from './add-account-forms';
import { ConnectingNote } from './connecting-note';

/** Mail errors that the user's credentials cause; any other comes from the server's settings. */
const causedByCredentials = [
  'authentication-failed',
  'password-expired',
  'account-disabled',
  'authorization-denied',
  'mailbox-not-found',
  'address-not-primary',
];

/** How to open the mailbox, and the attempt to do so. */
@Component({
  selector: 'mailroom-sign-in-step',
  imports: [
    ConnectingNote,
    MatButton,
    MatCheckbox,
    MatFormFieldModule,
    MatInput,
    MicrosoftButton,
    PasswordField,
    ProblemNote,
    ReactiveFormsModule,
    RouterLink,
  ],
  templateUrl: './sign-in-step.html',
  styleUrls: ['./step.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInStep {
  protected readonly flow = inject(AddAccountFlow);
  private readonly mailroom = inject(Mailroom);
  /** The user follows a link out of the dialog. */
  readonly left = output();

  private readonly events = toSignal(this.flow.signIn.events);
  protected readonly shared = signal(this.flow.signIn.getRawValue().sharedMailboxAddress !== '');
  /** Where who may can correct the server's settings, when these are to blame. */
  protected readonly settingsLink = computed(() => {
    const code = this.flow.problem()?.code ?? '';
    const provider = this.flow.provider();
    return isBlamedOnServer(code) && provider && this.mailroom.mayManageProviders()
      ? `${this.mailroom.paths.emailProviders}/${provider.id}`
      : null;
  });

  protected message(name: keyof SignInForm['controls']): string {
    this.events();
    return problemMessage(this.flow.signIn.controls[name]);
  }

  protected share(shared: boolean): void {
    this.shared.set(shared);
    if (!shared) this.flow.signIn.controls.sharedMailboxAddress.setValue('');
  }
}

/** Whether the server's settings must change before anybody can sign in. */
function isBlamedOnServer(code: string): boolean {
  if (isOAuthErrorCode(code)) return oauthErrors[code].kind === 'administrator-required';
  return isMailErrorCode(code) && !causedByCredentials.includes(code);
}
