import { ChangeDetectionStrategy, Component, input, signal } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatIconButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';

/** A mailbox's password, which can be looked at while it is typed. */
@Component({
  selector: 'mailroom-password-field',
  imports: [MatFormFieldModule, MatIcon, MatIconButton, MatInput, ReactiveFormsModule],
  template: `
    <mat-form-field>
      <mat-label i18n="@@mailroom.password.label">Password</mat-label>
      <input matInput [type]="visible() ? 'text' : 'password'" [formControl]="control()" autocomplete="current-password" required />
      <button
        matIconButton
        matSuffix
        type="button"
        (click)="visible.set(!visible())"
        [attr.aria-pressed]="visible()"
        aria-label="Show password"
        i18n-aria-label="@@mailroom.password.show"
      >
        <mat-icon [svgIcon]="visible() ? 'mailroom:visibilityOff' : 'mailroom:visibility'" />
      </button>
      <mat-hint>{{ hint() }}</mat-hint>
      <mat-error>{{ message() }}</mat-error>
    </mat-form-field>
  `,
  styles: `
    mat-form-field {
      width: 100%;
    }
    [matSuffix] {
      margin-inline-end: 0.25rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PasswordField {
  readonly control = input.required<FormControl<string>>();
  /** What is wrong with it. */
  readonly message = input('');
  readonly hint = input($localize`:@@mailroom.password.hint:Stored encrypted; nobody can read it, administrators included`);

  protected readonly visible = signal(false);
}
