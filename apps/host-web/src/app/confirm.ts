import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogModule } from '@angular/material/dialog';

/** `text` says what will be lost; `action` names the button that does it. */
export interface ConfirmData {
  title: string;
  text: string;
  action: string;
}

/** Asks once before something is destroyed; closes with `true` when it was confirmed. */
@Component({
  selector: 'app-confirm',
  imports: [MatButtonModule, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ data.title }}</h2>
    <mat-dialog-content>{{ data.text }}</mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [mat-dialog-close]="false" cdkFocusInitial i18n="@@host.cancel">Cancel</button>
      <button matButton="filled" type="button" [mat-dialog-close]="true">{{ data.action }}</button>
    </mat-dialog-actions>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Confirm {
  protected readonly data = inject<ConfirmData>(MAT_DIALOG_DATA);
}
