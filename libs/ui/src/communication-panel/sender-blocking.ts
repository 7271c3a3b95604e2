import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type Email } from '@mailroom/contract';
import { Confirm } from '../components/confirm';
import { AccountStore } from '../data-access/account-store';
import { mailboxAddress } from '../data-access/mailbox-address';
import { problemOf } from '../data-access/problem-of';

/** Keeps a sender's emails out of the CRM: the address joins what the account excludes, and the ledger says so of each that comes. */
@Injectable({ providedIn: 'root' })
export class SenderBlocking {
  private readonly accounts = inject(AccountStore);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  async block({ accountId, from }: Email): Promise<void> {
    const account = this.account(accountId);
    const address = from.address.toLowerCase();
    if (!account || !(await this.ask(address, account))) return;
    const { exclusions } = account;
    const saved = await this.save(accountId, [...exclusions.addresses.filter((known) => known !== address), address]);
    if (!saved) return;
    const told = this.snackBar.open(
      $localize`:@@mailroom.panel.blocking.done:${address}:address: is blocked.`,
      $localize`:@@mailroom.panel.outbox.undo:Undo`,
      { duration: 10_000 },
    );
    told.onAction().subscribe(() => void this.unblock(accountId, address));
  }

  async unblock(accountId: string, address: string): Promise<void> {
    const addresses = this.account(accountId)?.exclusions.addresses ?? [];
    await this.save(
      accountId,
      addresses.filter((known) => known !== address),
    );
  }

  private account(id: string): Account | undefined {
    return this.accounts.accounts()?.find((account) => account.id === id);
  }

  private async save(accountId: string, addresses: string[]): Promise<boolean> {
    const account = this.account(accountId);
    if (!account) return false;
    try {
      await this.accounts.update(accountId, { exclusions: { ...account.exclusions, addresses } });
      // What the server has made of it counts, not what it was asked.
      const excluded = new Set(this.account(accountId)?.exclusions.addresses);
      if (addresses.every((address) => excluded.has(address))) return true;
      this.snackBar.open($localize`:@@mailroom.panel.blocking.refused:The sender could not be blocked.`, undefined, { duration: 6_000 });
      return false;
    } catch (error) {
      this.snackBar.open(problemOf(error).detail, undefined, { duration: 6_000 });
      return false;
    }
  }

  private ask(address: string, account: Account): Promise<boolean> {
    return this.confirm.ask({
      title: $localize`:@@mailroom.panel.blocking.title:Block ${address}:address:?`,
      message: $localize`:@@mailroom.panel.blocking.text:Emails from this address are no longer brought from ${mailboxAddress(account)}:mailbox: into the CRM, and those that are here leave it. They stay in the mailbox itself; the account’s settings list whom you block.`,
      action: $localize`:@@mailroom.panel.blocking.action:Block`,
      close: $localize`:@@mailroom.panel.blocking.cancel:Cancel`,
    });
  }
}
