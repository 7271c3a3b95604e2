import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type Problem } from '@mailroom/contract';
import { catchError, EMPTY } from 'rxjs';
import { PasswordField } from '../components/password-field';
import { ProblemNote } from '../components/problem-note';
import { AccountStore } from '../data-access/account-store';
import { mailboxAddress } from '../data-access/mailbox-address';
import { problemOf } from '../data-access/problem-of';
import { ProvidersApi } from '../data-access/providers-api';
import { outlinedFields } from '../forms/outlined-fields';

/** Gives an account a new password, and a new user name where that is typed; both are tried on the mail server before they are saved. */
@Component({
  selector: 'mailroom-sign-in-dialog',
  imports: [MatButton, MatDialogModule, MatFormFieldModule, MatInput, PasswordField, ProblemNote, ReactiveFormsModule],
  template: `
    <form [formGroup]="form" (ngSubmit)="save()" novalidate>
      <h2 mat-dialog-title i18n="@@mailroom.sign-in.title">Sign in again</h2>
      <mat-dialog-content>
        <p>{{ address }}</p>
        <p class="about" i18n="@@mailroom.sign-in.about">Everything that is imported, and every setting, stays.</p>
        @if (problem(); as problem) {
          <mailroom-problem-note [problem]="problem" />
        }
        @if (asksLogin()) {
          <mat-form-field>
            <mat-label i18n="@@mailroom.add-account.login">User name</mat-label>
            <input matInput formControlName="login" autocomplete="username" autocapitalize="off" spellcheck="false" required />
            <mat-hint i18n="@@mailroom.add-account.login.hint">As you sign in to your mailbox, such as COMPANY\\anna</mat-hint>
            <mat-error>{{ required }}</mat-error>
          </mat-form-field>
        }
        <mailroom-password-field [control]="form.controls.password" [message]="required" />
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close i18n="@@mailroom.cancel">Cancel</button>
        <button matButton="filled" type="submit" [disabled]="trying()" [disabledInteractive]="true">
          @if (trying()) {
            <ng-container i18n="@@mailroom.sign-in.trying">Trying it on the server…</ng-container>
          } @else {
            <ng-container i18n="@@mailroom.sign-in.action">Sign in</ng-container>
          }
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .about {
      margin-bottom: 1rem;
      font: var(--mat-sys-body-small);
    }
    mat-form-field {
      width: 100%;
      margin-bottom: 0.75rem;
    }
    mailroom-problem-note {
      margin-bottom: 1rem;
    }
  `,
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInDialog {
  private readonly store = inject(AccountStore);
  private readonly dialog = inject<MatDialogRef<SignInDialog>>(MatDialogRef);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly account = inject<Account>(MAT_DIALOG_DATA);

  protected readonly address = mailboxAddress(this.account);
  protected readonly form = new FormGroup({ login: required(this.account.login ?? ''), password: required('') });
  /** Where the login does not follow from the address, it may be what is wrong. */
  protected readonly asksLogin = signal(false);
  protected readonly required = $localize`:@@mailroom.field.required:Fill in this field.`;
  protected readonly trying = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  static open(dialog: MatDialog, account: Account): void {
    dialog.open(SignInDialog, { data: account, width: '28rem', maxWidth: '100vw' });
  }

  constructor() {
    inject(ProvidersApi)
      .usable()
      .pipe(
        catchError(() => EMPTY),
        takeUntilDestroyed(),
      )
      .subscribe((providers) => {
        this.asksLogin.set(providers.some(({ id, loginFormat }) => id === this.account.providerId && loginFormat === 'manual'));
      });
  }

  protected async save(): Promise<void> {
    const { login, password } = this.form.controls;
    const asked = this.asksLogin() ? [login, password] : [password];
    if (asked.some(({ invalid }) => invalid) || this.trying()) return;
    this.trying.set(true);
    this.problem.set(null);
    try {
      await this.store.update(this.account.id, { password: password.value, ...(this.asksLogin() && { login: login.value }) });
      this.dialog.close();
      this.snackBar.open($localize`:@@mailroom.sign-in.done:Signed in. Synchronisation goes on.`, undefined, { duration: 5_000 });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.trying.set(false);
    }
  }
}

function required(value: string): FormControl<string> {
  return new FormControl(value, { nonNullable: true, validators: (control) => Validators.required(control) });
}
