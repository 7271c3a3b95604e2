import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { type AccountHealth, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { AccountPhaseLabel } from '../../components/account-phase';
import { ProblemNote } from '../../components/problem-note';
import { type AccountAction } from '../../data-access/accounts-api';
import { EmailHealthApi } from '../../data-access/email-health-api';
import { problemOf } from '../../data-access/problem-of';
import { localizeMailError } from '../../i18n/localize-problem';
import { formatCount, formatDuration, formatMoment } from '../../i18n/numbers';
import { differenceCount, differenceTexts } from '../../reconciliation/difference-texts';
import { ReconciliationDialog } from '../../reconciliation/reconciliation-dialog';
import { healthStateLabel } from './health-state';
import { reconnectHint } from './reconnect-hint';

/** An account's health: its figures, what is wrong with it and who can mend that, and what an administrator may do. */
@Component({
  selector: 'tbody[mailroomAccountHealthRow]',
  imports: [AccountPhaseLabel, MatIcon, MatIconButton, MatMenuModule, ProblemNote],
  templateUrl: './account-health-row.html',
  styleUrls: ['../mailbox-row.scss', './account-health-row.scss'],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountHealthRow {
  private readonly api = inject(EmailHealthApi);
  private readonly dialog = inject(MatDialog);

  readonly account = input.required<AccountHealth>();
  /** It is not any more as it is shown. */
  readonly changed = output();

  /** Why the last action did not work. */
  protected readonly problem = signal<Problem | null>(null);
  protected readonly isConnected = computed(() => !['disconnected', 'deleting'].includes(this.account().phase));
  protected readonly menuLabel = computed(
    () => $localize`:@@mailroom.account.actions:Actions for ${this.account().mailboxAddress}:address:`,
  );
  protected readonly lag = computed(() => {
    const { lagMs } = this.account();
    return lagMs === null ? '–' : formatDuration(lagMs);
  });
  protected readonly lastMessage = computed(() => momentOrNone(this.account().lastMessageAt));
  protected readonly delayed = computed(() => (this.account().state === 'delayed' ? healthStateLabel('delayed') : ''));
  protected readonly error = computed(() => {
    const { lastError } = this.account();
    return lastError && localizeMailError(lastError);
  });
  protected readonly since = computed(() => {
    const error = this.error();
    return error && $localize`:@@mailroom.account.error-since:Since ${formatMoment(error.since)}:moment:`;
  });
  protected readonly hint = computed(() => reconnectHint(this.account()));
  /** What the last comparison with the server found, where it found anything. */
  protected readonly finding = computed(() => {
    const { lastReconciliation: last } = this.account();
    if (last === null || last.repair !== 'none' || differenceCount(last) === 0) return null;
    const moment = formatMoment(last.finishedAt);
    return $localize`:@@mailroom.health.finding:Compared with the server ${moment}:moment:: ${differenceTexts(last).join(', ')}:differences:`;
  });
  protected readonly formatCount = formatCount;

  protected async run(action: AccountAction): Promise<void> {
    this.problem.set(null);
    try {
      await firstValueFrom(this.api.run(this.account().accountId, action));
      this.changed.emit();
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected compare(): void {
    const { accountId, mailboxAddress } = this.account();
    const reconcile = (repair: boolean) => this.api.reconcile(accountId, repair);
    ReconciliationDialog.open(this.dialog, { address: mailboxAddress, reconcile, isOwn: false })
      .afterClosed()
      .subscribe(() => {
        this.changed.emit();
      });
  }
}

function momentOrNone(iso: string | null): string {
  return iso === null ? '–' : formatMoment(iso);
}
