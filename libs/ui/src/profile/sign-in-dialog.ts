import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type Problem } from '@mailroom/contract';
import { PasswordField } from '../components/password-field';
import { ProblemNote } from '../components/problem-note';
import { AccountStore } from '../data-access/account-store';
import { problemOf } from '../data-access/problem-of';
import { outlinedFields } from '../forms/outlined-fields';

/** Gives an account a new password, tried on the mail server before it is saved. */
@Component({
  selector: 'mailroom-sign-in-dialog',
  imports: [MatButton, MatDialogModule, PasswordField, ProblemNote, ReactiveFormsModule],
  template: `
    <form [formGroup]="form" (ngSubmit)="save()" novalidate>
      <h2 mat-dialog-title i18n="@@mailroom.sign-in.title">Sign in again</h2>
      <mat-dialog-content>
        <p>{{ account.emailAddress }}</p>
        @if (problem(); as problem) {
          <mailroom-problem-note [problem]="problem" />
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
      margin: 0 0 1rem;
      overflow-wrap: anywhere;
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

  protected readonly form = new FormGroup({
    password: new FormControl('', { nonNullable: true, validators: (control) => Validators.required(control) }),
  });
  protected readonly required = $localize`:@@mailroom.field.required:Fill in this field.`;
  protected readonly trying = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  static open(dialog: MatDialog, account: Account): void {
    dialog.open(SignInDialog, { data: account, width: '28rem', maxWidth: '100vw' });
  }

  protected async save(): Promise<void> {
    if (this.form.invalid || this.trying()) return;
    this.trying.set(true);
    this.problem.set(null);
    try {
      await this.store.update(this.account.id, this.form.getRawValue());
      this.dialog.close();
      this.snackBar.open($localize`:@@mailroom.sign-in.done:Signed in. Synchronisation goes on.`, undefined, { duration: 5_000 });
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.trying.set(false);
    }
  }
}
