import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type HealthTotals as Totals } from '@mailroom/contract';
import { formatCount } from '../../i18n/numbers';

/** The figures that an administrator looks at first. */
@Component({
  selector: 'mailroom-health-totals',
  template: `
    <dl>
      @for (figure of figures(); track figure.label) {
        <div [class.bad]="figure.isBad">
          <dt>{{ figure.label }}</dt>
          <dd>{{ figure.value }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    @use '../../styles/page';
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
      gap: 0.75rem;
      margin: 0;
    }
    div {
      padding: 0.75rem 1rem;
      @include page.card;
    }
    dt {
      @include page.muted;
    }
    dd {
      margin: 0;
      font: var(--mat-sys-headline-small);
      font-variant-numeric: tabular-nums;
    }
    .bad {
      border-color: transparent;
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
    .bad dt {
      color: inherit;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HealthTotals {
  readonly totals = input.required<Totals>();

  protected readonly figures = computed(() => {
    const { byState, backlog, importedCount, unaccountedCount } = this.totals();
    return [
      figure($localize`:@@mailroom.health-state.healthy:Healthy`, byState.healthy, false),
      figure($localize`:@@mailroom.health-state.needs-attention:Needs attention`, byState['needs-attention'], true),
      figure($localize`:@@mailroom.health.total.imported:Emails in the CRM`, importedCount, false),
      figure($localize`:@@mailroom.health.total.backlog:Still to import`, backlog, false),
      figure($localize`:@@mailroom.health.total.unaccounted:Unaccounted for`, unaccountedCount, true),
    ];
  });
}

/** @param isAlarm whether there should be none of them */
function figure(label: string, count: number, isAlarm: boolean) {
  return { label, value: formatCount(count), isBad: isAlarm && count > 0 };
}
