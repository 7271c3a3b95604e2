import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { type AccountHealth, type EmailHealth, type HealthState } from '@mailroom/contract';
import { debounceTime, distinctUntilChanged, map } from 'rxjs';
import { EmptyState } from '../../components/empty-state';
import { OfflineNote } from '../../components/offline-note';
import { PageTurner } from '../../components/page-turner';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { StateFilter } from '../../components/state-filter';
import { loadWhenBack } from '../../data-access/connection';
import { CursorPages } from '../../data-access/cursor-pages';
import { EmailHealthApi } from '../../data-access/email-health-api';
import { refreshWhileVisible } from '../../data-access/refresh-while-visible';
import { outlinedFields } from '../../forms/outlined-fields';
import { ListenerBanner } from '../listener-banner';
import { AccountHealthRow } from './account-health-row';
import { HealthCharts } from './health-charts';
import { healthStateChoices } from './health-state';
import { HealthTotals } from './health-totals';

const refreshEveryMs = 5_000;
const typingMs = 300;
const pageSize = 50;

/** System Configuration > Email health: how every account fares, and what to do about those that do not fare well. */
@Component({
  selector: 'mailroom-email-health-page',
  imports: [
    AccountHealthRow,
    EmptyState,
    HealthCharts,
    HealthTotals,
    ListenerBanner,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatInput,
    OfflineNote,
    PageTurner,
    ProblemNote,
    ReactiveFormsModule,
    Skeleton,
    StateFilter,
  ],
  templateUrl: './email-health-page.html',
  styleUrls: ['../mailbox-table.scss', './email-health-page.scss'],
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmailHealthPage {
  private readonly api = inject(EmailHealthApi);

  protected readonly state = signal<HealthState | null>(null);
  protected readonly search = new FormControl('', { nonNullable: true });
  protected readonly pageSize = pageSize;
  protected readonly pages = new CursorPages<AccountHealth, EmailHealth>((cursor) =>
    this.api.list({ state: this.state(), q: this.search.value.trim() }, cursor),
  );
  protected readonly choices = computed(() => healthStateChoices(this.pages.page()?.totals.byState ?? {}));

  constructor() {
    effect(() => {
      this.state();
      untracked(() => void this.pages.first());
    });
    const typed = this.search.valueChanges.pipe(
      debounceTime(typingMs),
      map((text) => text.trim()),
      distinctUntilChanged(),
      takeUntilDestroyed(),
    );
    typed.subscribe(() => void this.pages.first());
    loadWhenBack(this.pages.problem, () => void this.pages.again());
    refreshWhileVisible(refreshEveryMs, () => this.pages.again());
  }

  protected showAll(): void {
    this.search.setValue('', { emitEvent: false });
    if (this.state() === null) void this.pages.first();
    else this.state.set(null);
  }

  protected isNarrowed(): boolean {
    return this.state() !== null || this.search.value.trim() !== '';
  }
}
