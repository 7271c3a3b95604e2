import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type Problem } from '@mailroom/contract';
import { Confirm } from '../components/confirm';
import { AccountStore } from '../data-access/account-store';
import { problemOf } from '../data-access/problem-of';
import { formatCount } from '../i18n/numbers';

/** Takes a mailbox out of the CRM after saying what goes with it. */
@Injectable({ providedIn: 'root' })
export class AccountDeletion {
  private readonly store = inject(AccountStore);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  /** Gives why it did not work, if so. */
  async run({ id, emailAddress, importedCount }: Account): Promise<Problem | null> {
    const agreed = await this.confirm.ask({
      title: $localize`:@@mailroom.account-deletion.title:Delete ${emailAddress}:address: from the CRM?`,
      message: $localize`:@@mailroom.account-deletion.message:The mailbox itself is not touched: every email stays on the mail server. This is lost in the CRM:`,
      points: [
        $localize`:@@mailroom.account-deletion.loses-emails:${formatCount(importedCount)}:count: emails and their attachments, also beside your contacts`,
        $localize`:@@mailroom.account-deletion.loses-settings:the password and the choice of folders`,
      ],
      action: $localize`:@@mailroom.account-deletion.action:Delete account`,
      close: $localize`:@@mailroom.cancel:Cancel`,
      destructive: true,
    });
    if (!agreed) return null;
    try {
      await this.store.remove(id);
    } catch (error) {
      return problemOf(error);
    }
    this.snackBar.open($localize`:@@mailroom.account-deletion.done:${emailAddress}:address: is deleted.`, undefined, { duration: 5_000 });
    return null;
  }
}
