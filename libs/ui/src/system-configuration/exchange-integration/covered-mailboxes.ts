import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { type AccountPhase, type CoveredMailbox, type CoveredMailboxPage, type ExchangeIntegration } from '@mailroom/contract';
import { debounceTime, distinctUntilChanged, map } from 'rxjs';
import { EmptyState } from '../../components/empty-state';
import { PageTurner } from '../../components/page-turner';
import { ProblemNote } from '../../components/problem-note';
import { phaseLabel } from '../../components/account-phase';
import { StateFilter } from '../../components/state-filter';
import { Skeleton } from '../../components/skeleton';
import { loadWhenBack } from '../../data-access/connection';
import { CursorPages } from '../../data-access/cursor-pages';
import { ExchangeIntegrationApi } from '../../data-access/exchange-integration-api';
import { refreshWhileVisible } from '../../data-access/refresh-while-visible';
import { outlinedFields } from '../../forms/outlined-fields';
import { CoveredMailboxRow } from './covered-mailbox-row';

const refreshEveryMs = 5_000;
const typingMs = 300;
const pageSize = 50;
/** In the order in which an administrator asks for them. */
const phases: readonly AccountPhase[] = ['needs-attention', 'connecting', 'backfilling', 'live', 'paused', 'disconnected', 'deleting'];

/** The mailboxes that the integration covers: a page of them at a time, narrowed by state and by name. */
@Component({
  selector: 'mailroom-covered-mailboxes',
  imports: [
    CoveredMailboxRow,
    EmptyState,
    MatButton,
    MatFormFieldModule,
    MatIcon,
    MatInput,
    PageTurner,
    ProblemNote,
    ReactiveFormsModule,
    Skeleton,
    StateFilter,
  ],
  templateUrl: './covered-mailboxes.html',
  styleUrls: ['../mailbox-table.scss', './covered-mailboxes.scss'],
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CoveredMailboxes {
  private readonly api = inject(ExchangeIntegrationApi);

  /** Once its settings are saved anew, the list is, too. */
  readonly integration = input.required<ExchangeIntegration>();

  protected readonly phase = signal<AccountPhase | null>(null);
  protected readonly search = new FormControl('', { nonNullable: true });
  protected readonly pageSize = pageSize;
  protected readonly pages = new CursorPages<CoveredMailbox, CoveredMailboxPage>((cursor) =>
    this.api.mailboxes({ phase: this.phase(), q: this.search.value.trim() }, cursor),
  );

  protected readonly states = computed(() =>
    phases.map((phase) => ({
      state: phase,
      label: phaseLabel(phase),
      count: this.pages.page()?.totals.phases[phase] ?? 0,
      isBad: phase === 'needs-attention',
    })),
  );

  constructor() {
    effect(() => {
      this.integration();
      this.phase();
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
    if (this.phase() === null) void this.pages.first();
    else this.phase.set(null);
  }

  protected isNarrowed(): boolean {
    return this.phase() !== null || this.search.value.trim() !== '';
  }
}
