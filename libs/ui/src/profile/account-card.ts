import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { type Problem } from '@mailroom/contract';
import { AccountPhaseLabel } from '../components/account-phase';
import { ProblemNote } from '../components/problem-note';
import { SyncProgress } from '../components/sync-progress';
import { type AccountAction } from '../data-access/accounts-api';
import { AccountStore, type AccountView } from '../data-access/account-store';
import { problemOf } from '../data-access/problem-of';
import { formatMoment } from '../i18n/numbers';
import { AccountDeletion } from './account-deletion';
import { FolderDialog } from './folder-dialog';
import { SignInDialog } from './sign-in-dialog';

/** One mailbox: its state, its progress, its last error with the remedy, and what can be done with it. */
@Component({
  selector: 'mailroom-account-card',
  imports: [AccountPhaseLabel, MatButton, MatIcon, ProblemNote, SyncProgress],
  templateUrl: './account-card.html',
  styleUrl: './account-card.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountCard {
  private readonly store = inject(AccountStore);
  private readonly dialog = inject(MatDialog);
  private readonly deletion = inject(AccountDeletion);

  readonly view = input.required<AccountView>();

  protected readonly account = computed(() => this.view().account);
  protected readonly status = computed(() => this.view().status);
  /** Why the last action did not work. */
  protected readonly problem = signal<Problem | null>(null);
  protected readonly needsSignIn = computed(() => this.account().lastError?.code === 'authentication-failed');
  protected readonly actionsLabel = computed(
    () => $localize`:@@mailroom.account.actions:Actions for ${this.account().emailAddress}:address:`,
  );
  protected readonly since = computed(() => {
    const error = this.account().lastError;
    return error && $localize`:@@mailroom.account.error-since:Since ${formatMoment(error.since)}:moment:`;
  });

  protected async run(action: AccountAction): Promise<void> {
    this.problem.set(null);
    try {
      await this.store.run(this.account().id, action);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected chooseFolders(): void {
    FolderDialog.open(this.dialog, this.account());
  }

  protected signIn(): void {
    SignInDialog.open(this.dialog, this.account());
  }

  protected async remove(): Promise<void> {
    this.problem.set(await this.deletion.run(this.account()));
  }
}
