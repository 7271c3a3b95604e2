import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';
import { type SyncStatus } from '@mailroom/contract';
import { formatCount, formatDuration, formatRate } from '../i18n/numbers';

/** How much of a mailbox is in the CRM, how fast it comes and when it will be done; live, how fresh it is. */
@Component({
  selector: 'mailroom-sync-progress',
  imports: [MatProgressBar],
  template: `
    @if (status().phase !== 'live') {
      <mat-progress-bar
        [mode]="percent() === null ? 'indeterminate' : 'determinate'"
        [value]="percent() ?? 0"
        [attr.aria-label]="label"
        [attr.aria-valuetext]="counts()"
      />
    }
    <p>
      <span class="counts">{{ counts() }}</span>
      @for (fact of facts(); track $index) {
        <span class="fact">{{ fact }}</span>
      }
    </p>
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1rem;
      margin: 0.375rem 0 0;
      font: var(--mat-sys-body-small);
      font-variant-numeric: tabular-nums;
      color: var(--mat-sys-on-surface-variant);
    }
    .counts {
      color: var(--mat-sys-on-surface);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SyncProgress {
  readonly status = input.required<SyncStatus>();

  protected readonly label = $localize`:@@mailroom.progress.label:Import of the mailbox`;

  /** `null` before the server has told how much there is. */
  protected readonly percent = computed(() => {
    const { serverCount, importedCount, skippedCount } = this.status();
    return serverCount === 0 ? null : Math.min(100, ((importedCount + skippedCount) / serverCount) * 100);
  });

  protected readonly counts = computed(() => {
    const { serverCount, importedCount, phase } = this.status();
    const imported = formatCount(importedCount);
    if (serverCount === 0 && phase !== 'live') return $localize`:@@mailroom.progress.counting:Asking the server how many emails there are…`;
    return $localize`:@@mailroom.progress.counts:${imported}:imported: of ${formatCount(serverCount)}:total: emails`;
  });

  protected readonly facts = computed(() => {
    const { phase, messagesPerSecond, eta, lagMs, freshness } = this.status();
    const facts: string[] = [];
    if (phase === 'backfilling' && messagesPerSecond !== null) {
      facts.push($localize`:@@mailroom.progress.rate:${formatRate(messagesPerSecond)}:rate: emails/s`);
    }
    if (phase === 'backfilling' && eta !== null) facts.push(remaining(eta));
    if (phase === 'live' && lagMs !== null) {
      facts.push($localize`:@@mailroom.progress.lag:New emails appear after ${formatDuration(lagMs)}:duration:`);
    }
    if (phase === 'live' && freshness !== null) {
      const [half, most] = [formatDuration(freshness.p50LagMs), formatDuration(freshness.p95LagMs)];
      facts.push($localize`:@@mailroom.progress.freshness:last 24 hours: half within ${half}:half:, 95% within ${most}:most:`);
    }
    return facts;
  });
}

function remaining(eta: string): string {
  const left = formatDuration(Math.max(1_000, Date.parse(eta) - Date.now()));
  return $localize`:@@mailroom.progress.eta:about ${left}:duration: left`;
}
