import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { ConfirmDialog, type ConfirmQuestion } from './confirm-dialog';

/** Asks once before something is lost. */
@Injectable({ providedIn: 'root' })
export class Confirm {
  private readonly dialog = inject(MatDialog);

  /** Whether the user agreed; closing the dialog is a no. */
  async ask(question: ConfirmQuestion): Promise<boolean> {
    const dialog = this.dialog.open<ConfirmDialog, ConfirmQuestion, boolean>(ConfirmDialog, {
      data: question,
      role: 'alertdialog',
      maxWidth: '30rem',
      autoFocus: 'button',
    });
    return (await firstValueFrom(dialog.afterClosed())) ?? false;
  }
}
