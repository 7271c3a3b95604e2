import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatButtonToggleModule } from '@angular/material/button-toggle';
import { type HealthHour, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { loadWhenBack } from '../../data-access/connection';
import { EmailHealthApi } from '../../data-access/email-health-api';
import { problemOf } from '../../data-access/problem-of';
import { refreshWhileVisible } from '../../data-access/refresh-while-visible';
import { formatCount, formatDuration, formatHour } from '../../i18n/numbers';
import { type ChartPoint } from './chart-options';
import { HourChart } from './hour-chart';

const refreshEveryMs = 60_000;
const day = 24;
const week = 168;

/** How many messages arrived, and how long they took to be visible, hour by hour. */
@Component({
  selector: 'mailroom-health-charts',
  imports: [HourChart, MatButton, MatButtonToggleModule, ProblemNote, Skeleton],
  template: `
    <div class="head">
      <h2 id="mailroom-health-charts" i18n="@@mailroom.health.charts">The last hours</h2>
      <mat-button-toggle-group
        [value]="hours()"
        (change)="choose($event.value)"
        hideSingleSelectionIndicator
        aria-labelledby="mailroom-health-charts"
      >
        <mat-button-toggle [value]="day" i18n="@@mailroom.health.day">24 hours</mat-button-toggle>
        <mat-button-toggle [value]="week" i18n="@@mailroom.health.week">7 days</mat-button-toggle>
      </mat-button-toggle-group>
    </div>
    @if (history()) {
      <div class="charts">
        <mailroom-hour-chart kind="bar" [title]="receivedTitle" [unit]="receivedUnit" [points]="received()" [format]="formatCount" />
        <mailroom-hour-chart kind="line" [title]="lagTitle" [unit]="lagUnit" [points]="lag()" [format]="formatDuration" />
      </div>
    } @else if (problem(); as problem) {
      <mailroom-problem-note [problem]="problem">
        <button matButton type="button" (click)="load()" i18n="@@mailroom.try-again">Try again</button>
      </mailroom-problem-note>
    } @else {
      <mailroom-skeleton kind="cards" [count]="2" text="Loading the charts…" i18n-text="@@mailroom.health.charts.loading" />
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.5rem;
      margin-bottom: 0.75rem;
    }
    h2 {
      margin: 0;
      font: var(--mat-sys-title-large);
    }
    .charts {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
      gap: 1rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HealthCharts {
  private readonly api = inject(EmailHealthApi);

  protected readonly day = day;
  protected readonly week = week;
  protected readonly hours = signal(day);
  protected readonly history = signal<HealthHour[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly received = computed(() => this.points(({ receivedCount }) => receivedCount));
  protected readonly lag = computed(() => this.points(({ p95LagMs }) => p95LagMs));

  protected readonly receivedTitle = $localize`:@@mailroom.health.received:Emails received an hour`;
  protected readonly receivedUnit = $localize`:@@mailroom.health.received.unit:Emails`;
  protected readonly lagTitle = $localize`:@@mailroom.health.lag:Received to visible, 95th percentile`;
  protected readonly lagUnit = $localize`:@@mailroom.health.lag.unit:Time`;
  protected readonly formatCount = formatCount;
  protected readonly formatDuration = formatDuration;

  constructor() {
    void this.load();
    loadWhenBack(this.problem, () => void this.load());
    refreshWhileVisible(refreshEveryMs, () => this.load());
  }

  protected choose(hours: number): void {
    this.hours.set(hours);
    void this.load();
  }

  protected async load(): Promise<void> {
    const hours = this.hours();
    try {
      const { items } = await firstValueFrom(this.api.history(hours));
      if (hours === this.hours()) this.history.set(items);
      this.problem.set(null);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  private points(value: (hour: HealthHour) => number | null): ChartPoint[] {
    return (this.history() ?? []).map((hour) => ({ label: formatHour(hour.hour, this.hours() > day), value: value(hour) }));
  }
}
