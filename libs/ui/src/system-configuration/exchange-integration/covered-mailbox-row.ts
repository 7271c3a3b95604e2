import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';
import { type CoveredMailbox } from '@mailroom/contract';
import { AccountPhaseLabel } from '../../components/account-phase';
import { localizeMailError } from '../../i18n/localize-problem';
import { formatCount, formatDuration, formatMoment } from '../../i18n/numbers';

/** A covered mailbox: whose it is, where it stands, how fresh it is, and what is wrong with it. */
@Component({
  selector: 'tbody[mailroomCoveredMailboxRow]',
  imports: [AccountPhaseLabel, MatProgressBar],
  templateUrl: './covered-mailbox-row.html',
  styleUrl: '../mailbox-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CoveredMailboxRow {
  readonly mailbox = input.required<CoveredMailbox>();

  protected readonly imported = computed(() => {
    const { importedCount, skippedCount, serverCount } = this.mailbox();
    const there = formatCount(importedCount);
    const isWhole = importedCount + skippedCount >= serverCount;
    return isWhole
      ? there
      : $localize`:@@mailroom.covered.imported-of:${there}:imported: of ${formatCount(serverCount - skippedCount)}:total:`;
  });
  protected readonly percent = computed(() => {
    const { importedCount, skippedCount, serverCount, phase } = this.mailbox();
    return phase === 'backfilling' && serverCount > 0 ? Math.min(100, ((importedCount + skippedCount) / serverCount) * 100) : null;
  });
  protected readonly lag = computed(() => {
    const { lagMs } = this.mailbox();
    return lagMs === null ? '–' : formatDuration(lagMs);
  });
  protected readonly lastSync = computed(() => {
    const { lastSyncAt } = this.mailbox();
    return lastSyncAt === null ? '–' : formatMoment(lastSyncAt);
  });
  protected readonly error = computed(() => {
    const { lastError } = this.mailbox();
    return lastError && localizeMailError(lastError);
  });
  protected readonly since = computed(() => {
    const error = this.error();
    return error && $localize`:@@mailroom.account.error-since:Since ${formatMoment(error.since)}:moment:`;
  });
  protected readonly progressLabel = $localize`:@@mailroom.progress.label:Import of the mailbox`;
}
