import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';

export interface ConfirmQuestion {
  title: string;
  message: string;
  /** What will be lost, or what to do, point by point. */
  points?: string[];
  /** The button that agrees; without it the dialog only informs. */
  action?: string;
  /** The button that closes the dialog. */
  close: string;
  /** Agreeing destroys something. */
  destructive?: boolean;
}

@Component({
  selector: 'mailroom-confirm-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <!-- What is long enough to be scrolled is scrolled by keys, too. -->
    <mat-dialog-content tabindex="0">
      <p>{{ question.message }}</p>
      @if (question.points; as points) {
        <ul>
          @for (point of points; track point) {
            <li>{{ point }}</li>
          }
        </ul>
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [mat-dialog-close]="false">{{ question.close }}</button>
      @if (question.action; as action) {
        <button matButton="filled" type="button" [class.destructive]="question.destructive" [mat-dialog-close]="true">{{ action }}</button>
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
      margin: 0.75rem 0 0;
      padding-inline-start: 1.25rem;
    }
    li + li {
      margin-top: 0.25rem;
    }
    .destructive {
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConfirmDialog {
  protected readonly question = inject<ConfirmQuestion>(MAT_DIALOG_DATA);
}
