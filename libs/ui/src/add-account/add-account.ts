import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { type Beginning } from './add-account-flow';

/** Opens the dialog that connects a mailbox to the CRM. */
@Injectable({ providedIn: 'root' })
export class AddAccount {
  private readonly dialog = inject(MatDialog);

  async open(beginning: Beginning | null = null): Promise<void> {
    const { AddAccountDialog } = await import('./add-account-dialog');
    this.dialog.open<unknown, Beginning | null>(AddAccountDialog, {
      data: beginning,
      panelClass: 'mailroom-add-account-panel',
      disableClose: true,
      autoFocus: false,
    });
  }
}
