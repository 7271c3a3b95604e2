import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import { MatChipsModule } from '@angular/material/chips';
import { formatCount } from '../i18n/numbers';

export interface StateChoice<State extends string = string> {
  state: State;
  label: string;
  count: number;
  /** Somebody should look at these. */
  isBad?: boolean;
}

/** Narrows a list of mailboxes to those in one state; each state says how many there are. */
@Component({
  selector: 'mailroom-state-filter',
  imports: [MatChipsModule],
  template: `
    <mat-chip-listbox [aria-label]="label" [value]="chosen() ?? everything" (change)="choose($event.value)">
      <mat-chip-option [value]="everything">{{ all() }}</mat-chip-option>
      @for (choice of shown(); track choice.state) {
        <mat-chip-option [value]="choice.state" [class.bad]="choice.isBad"
          >{{ choice.label }} {{ formatCount(choice.count) }}</mat-chip-option
        >
      }
    </mat-chip-listbox>
  `,
  styles: `
    .bad:not(.mat-mdc-chip-selected) {
      --mat-chip-label-text-color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StateFilter<State extends string> {
  /** `null`: all of them. */
  readonly chosen = model<State | null>(null);
  readonly choices = input.required<StateChoice<State>[]>();
  readonly total = input.required<number>();

  protected readonly label = $localize`:@@mailroom.state-filter.label:State`;
  protected readonly all = computed(() => $localize`:@@mailroom.state-filter.all:All ${formatCount(this.total())}:count:`);
  /** Those that there are none of would only be in the way. */
  protected readonly shown = computed(() => this.choices().filter(({ state, count }) => count > 0 || state === this.chosen()));
  protected readonly formatCount = formatCount;
  /** Stands for no state. */
  protected readonly everything = '';

  /** A chip that is pressed again is given up: then all are shown. */
  protected choose(value: string | undefined): void {
    this.chosen.set(this.choices().find(({ state }) => state === value)?.state ?? null);
  }
}
