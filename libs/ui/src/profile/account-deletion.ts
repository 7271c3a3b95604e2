import { inject, Injectable } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { AccountStore } from '../data-access/account-store';
import { type EmailsOfDeleted } from '../data-access/accounts-api';
import { mailboxAddress } from '../data-access/mailbox-address';
import { problemOf } from '../data-access/problem-of';
import { AccountDeletionDialog } from './account-deletion-dialog';

/** Takes a mailbox out of the CRM, with or without its emails, after saying what goes with it. */
@Injectable({ providedIn: 'root' })
export class AccountDeletion {
  private readonly store = inject(AccountStore);
  private readonly dialog = inject(MatDialog);
  private readonly snackBar = inject(MatSnackBar);

  /** Gives why it did not work, if so. */
  async run(account: Account): Promise<Problem | null> {
    const dialog = this.dialog.open<AccountDeletionDialog, Account, EmailsOfDeleted>(AccountDeletionDialog, {
      data: account,
      role: 'alertdialog',
      maxWidth: '32rem',
      autoFocus: 'first-tabbable',
    });
    const emails = await firstValueFrom(dialog.afterClosed());
    if (!emails) return null;
    try {
      await this.store.remove(account.id, emails);
    } catch (error) {
      return problemOf(error);
    }
    const address = mailboxAddress(account);
    const done =
      emails === 'keep'
        ? $localize`:@@mailroom.account-deletion.kept:${address}:address: is disconnected. Its emails stay in the CRM.`
        : $localize`:@@mailroom.account-deletion.done:${address}:address: is deleted; its emails are being removed.`;
    this.snackBar.open(done, undefined, { duration: 6_000 });
    return null;
  }
}
