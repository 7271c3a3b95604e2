import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { type Account } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';

/** Opens the dialog that connects a mailbox to the CRM. */
@Injectable({ providedIn: 'root' })
export class AddAccount {
  private readonly dialog = inject(MatDialog);

  /** Gives the connected account when the dialog closes, `null` when none was connected. */
  async open(): Promise<Account | null> {
    const { AddAccountDialog } = await import('./add-account-dialog');
    const dialog = this.dialog.open<unknown, void, Account | null>(AddAccountDialog, {
      panelClass: 'mailroom-add-account-panel',
      disableClose: true,
      autoFocus: false,
    });
    return (await firstValueFrom(dialog.afterClosed())) ?? null;
  }
}
