import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, type MatDialog, MatDialogModule } from '@angular/material/dialog';
import { MatRadioModule } from '@angular/material/radio';
import { type KeepOrRemove } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';

/** What less is imported from now on, and what becomes of what is here already. */
@Component({
  selector: 'mailroom-narrowing-dialog',
  imports: [MatButton, MatDialogModule, MatRadioModule, ReactiveFormsModule],
  template: `
    <h2 mat-dialog-title i18n="@@mailroom.narrowing.title">What becomes of the emails in the CRM?</h2>
    <mat-dialog-content tabindex="0">
      <p i18n="@@mailroom.narrowing.message">
        You import less from now on. In the mailbox nothing changes. In the CRM these are concerned:
      </p>
      <ul>
        @for (point of points; track point) {
          <li>{{ point }}</li>
        }
      </ul>
      <mat-radio-group
        [formControl]="choice"
        aria-label="What becomes of the emails in the CRM?"
        i18n-aria-label="@@mailroom.narrowing.title"
      >
        <mat-radio-button value="keep">
          <span class="choice" i18n="@@mailroom.narrowing.keep">Keep them</span>
          <span class="why" i18n="@@mailroom.narrowing.keep.why"
            >They stay readable, also beside your contacts. New ones do not arrive.</span
          >
        </mat-radio-button>
        <mat-radio-button value="remove">
          <span class="choice" i18n="@@mailroom.narrowing.remove">Remove them</span>
          <span class="why" i18n="@@mailroom.narrowing.remove.why"
            >They leave the CRM, also beside your contacts, and come back when you import them again.</span
          >
        </mat-radio-button>
      </mat-radio-group>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close i18n="@@mailroom.cancel">Cancel</button>
      @if (choice.value === 'remove') {
        <button matButton="filled" class="destructive" type="button" mat-dialog-close="remove" i18n="@@mailroom.narrowing.remove.action">
          Save and remove emails
        </button>
      } @else {
        <button matButton="filled" type="button" mat-dialog-close="keep" i18n="@@mailroom.narrowing.keep.action">
          Save and keep emails
        </button>
      }
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      outline-offset: -2px;
    }
    p {
      margin: 0;
    }
    ul {
      margin: 0.5rem 0 0.75rem;
      padding-inline-start: 1.25rem;
    }
    mat-radio-group {
      display: grid;
      gap: 0.5rem;
    }
    .choice,
    .why {
      display: block;
    }
    .why {
      font: var(--mat-sys-body-small);
      color: var(--mat-sys-on-surface-variant);
    }
    .destructive {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NarrowingDialog {
  protected readonly points = inject<string[]>(MAT_DIALOG_DATA);
  protected readonly choice = new FormControl<KeepOrRemove>('keep', { nonNullable: true });

  /** `undefined`: nothing is to be changed. */
  static ask(dialog: MatDialog, points: string[]): Promise<KeepOrRemove | undefined> {
    const opened = dialog.open<NarrowingDialog, string[], KeepOrRemove>(NarrowingDialog, {
      data: points,
      role: 'alertdialog',
      maxWidth: '32rem',
      autoFocus: 'first-tabbable',
    });
    return firstValueFrom(opened.afterClosed());
  }
}
