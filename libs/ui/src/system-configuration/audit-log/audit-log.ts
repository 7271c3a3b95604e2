import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { type AuditEntry, type AuditSubjectType } from '@mailroom/contract';
import { EmptyState } from '../../components/empty-state';
import { OfflineNote } from '../../components/offline-note';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { loadWhenBack } from '../../data-access/connection';
import { distinctUntilChanged, map } from 'rxjs';
import { AuditApi, type AuditFilter } from '../../data-access/audit-api';
import { PagedList } from '../../data-access/paged-list';
import { outlinedFields } from '../../forms/outlined-fields';
import { AuditRow } from './audit-row';
import { auditSubjectTypeLabel } from './audit-texts';

/** System Configuration > Audit log: who changed what, when, from what to what; the newest first. */
@Component({
  selector: 'mailroom-audit-log',
  imports: [
    AuditRow,
    EmptyState,
    MatButton,
    MatFormFieldModule,
    MatInput,
    MatSelectModule,
    OfflineNote,
    ProblemNote,
    ReactiveFormsModule,
    Skeleton,
  ],
  templateUrl: './audit-log.html',
  styleUrl: './audit-log.scss',
  providers: [outlinedFields],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditLog {
  private readonly api = inject(AuditApi);

  protected readonly filter = new FormGroup({
    subjectType: new FormControl<AuditSubjectType | null>(null),
    /** Days, as date fields have them; both belong to what is shown. */
    from: new FormControl('', { nonNullable: true }),
    to: new FormControl('', { nonNullable: true }),
  });
  /** Whose changes alone are shown. */
  protected readonly actor = signal<{ id: string; name: string } | null>(null);
  protected readonly list = new PagedList((cursor) => this.api.list(this.wanted(), cursor));
  protected readonly subjectTypes: readonly AuditSubjectType[] = ['provider', 'provider-domain', 'account', 'exchange-integration'];
  protected readonly subjectTypeLabel = auditSubjectTypeLabel;

  constructor() {
    void this.list.more();
    loadWhenBack(this.list.problem, () => void this.list.more());
    const wanted = this.filter.valueChanges.pipe(
      map(() => JSON.stringify(this.wanted())),
      distinctUntilChanged(),
      takeUntilDestroyed(),
    );
    wanted.subscribe(() => void this.list.restart());
  }

  protected isNarrowed(): boolean {
    const { subjectType, from, to } = this.filter.getRawValue();
    return subjectType !== null || from !== '' || to !== '' || this.actor() !== null;
  }

  protected only(entry: AuditEntry): void {
    this.actor.set({ id: entry.actorId, name: entry.actorName });
    void this.list.restart();
  }

  protected everybody(): void {
    this.actor.set(null);
    void this.list.restart();
  }

  protected showAll(): void {
    this.actor.set(null);
    this.filter.reset(undefined, { emitEvent: false });
    void this.list.restart();
  }

  private wanted(): AuditFilter {
    const { subjectType, from, to } = this.filter.getRawValue();
    return { subjectType, actorId: this.actor()?.id ?? null, since: midnight(from, 0), until: midnight(to, 1) };
  }
}

/** The moment at which a day begins here, so many days later; `null` for no day. */
function midnight(day: string, daysLater: number): string | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  return new Date(year, month - 1, date + daysLater).toISOString();
}
