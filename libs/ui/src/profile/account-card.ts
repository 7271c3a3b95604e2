import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { type Problem } from '@mailroom/contract';
import { AddAccount } from '../add-account/add-account';
import { AccountPhaseLabel } from '../components/account-phase';
import { ProblemNote } from '../components/problem-note';
import { SyncProgress } from '../components/sync-progress';
import { type AccountAction, AccountsApi } from '../data-access/accounts-api';
import { AccountStore, type AccountView } from '../data-access/account-store';
import { mailboxAddress } from '../data-access/mailbox-address';
import { problemOf } from '../data-access/problem-of';
import { AccountDoctor } from '../doctor/account-doctor';
import { formatCount, formatMoment } from '../i18n/numbers';
import { differenceCount, differenceTexts } from '../reconciliation/difference-texts';
import { ReconciliationDialog } from '../reconciliation/reconciliation-dialog';
import { AccountDeletion } from './account-deletion';
import { Reconnection } from './reconnection';

/** One mailbox: its state, its progress, its last error with the remedy, and what can be done with it. */
@Component({
  selector: 'mailroom-account-card',
  imports: [AccountPhaseLabel, MatButton, MatIcon, MatProgressBar, ProblemNote, RouterLink, SyncProgress],
  templateUrl: './account-card.html',
  styleUrl: './account-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountCard {
  private readonly store = inject(AccountStore);
  private readonly accounts = inject(AccountsApi);
  private readonly dialog = inject(MatDialog);
  private readonly addAccount = inject(AddAccount);
  private readonly deletion = inject(AccountDeletion);
  private readonly reconnection = inject(Reconnection);

  readonly view = input.required<AccountView>();

  protected readonly account = computed(() => this.view().account);
  protected readonly status = computed(() => this.view().status);
  protected readonly address = computed(() => mailboxAddress(this.account()));
  /** Why the last action did not work. */
  protected readonly problem = signal<Problem | null>(null);
  /** Whether somebody has to do something before it goes on. */
  protected readonly need = computed(() =>
    this.account().phase === 'needs-attention' && !this.isManaged() ? this.reconnection.need(this.account()) : null,
  );
  /** The organisation opens it: its owner has no credentials to enter, and cannot delete it. */
  protected readonly isManaged = computed(() => this.account().managedBy === 'organisation');
  protected readonly isConnected = computed(() => !['disconnected', 'deleting'].includes(this.account().phase));
  protected readonly actionsLabel = computed(() => $localize`:@@mailroom.account.actions:Actions for ${this.address()}:address:`);
  protected readonly removing = computed(
    () => $localize`:@@mailroom.account.removing:${formatCount(this.account().importedCount)}:count: emails are still to be removed`,
  );
  protected readonly since = computed(() => {
    const error = this.account().lastError;
    return error && $localize`:@@mailroom.account.error-since:Since ${formatMoment(error.since)}:moment:`;
  });
  /** What the last comparison with the server has come to. */
  protected readonly comparison = computed(() => {
    const last = this.status()?.lastReconciliation;
    if (!last) return null;
    const moment = formatMoment(last.finishedAt);
    return differenceCount(last) === 0 || last.repair !== 'none'
      ? $localize`:@@mailroom.account.compared:Compared with the server ${moment}:moment:: nothing is missing`
      : $localize`:@@mailroom.health.finding:Compared with the server ${moment}:moment:: ${differenceTexts(last).join(', ')}:differences:`;
  });
  protected readonly formatCount = formatCount;

  protected run(action: AccountAction): Promise<void> {
    return this.attempt(() => this.store.run(this.account().id, action));
  }

  protected signIn(): Promise<void> {
    return this.attempt(() => this.reconnection.signIn(this.account()));
  }

  protected tryAgain(): Promise<void> {
    return this.attempt(() => this.reconnection.tryAgain(this.account()));
  }

  protected connectAgain(): void {
    const { emailAddress, sharedMailboxAddress } = this.account();
    void this.addAccount.open({ emailAddress, sharedMailboxAddress });
  }

  protected compare(): void {
    const { id } = this.account();
    const reconcile = (repair: boolean) => this.accounts.reconcile(id, repair);
    ReconciliationDialog.open(this.dialog, { address: this.address(), reconcile, isOwn: true })
      .afterClosed()
      .subscribe(() => void this.store.loadStatus(id));
  }

  protected check(): void {
    AccountDoctor.open(this.dialog, this.account());
  }

  protected async remove(): Promise<void> {
    this.problem.set(await this.deletion.run(this.account()));
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.problem.set(null);
    try {
      await work();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }
}
