import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { formatCount } from '../i18n/numbers';

/** Forwards and backwards through a long list. Both buttons stay where they are, so that they can be pressed repeatedly. */
@Component({
  selector: 'mailroom-page-turner',
  imports: [MatButton, MatIcon],
  template: `
    <p aria-live="polite">{{ range() }}</p>
    <button matButton type="button" [disabled]="!hasPrevious()" [disabledInteractive]="true" (click)="previous.emit()">
      <mat-icon svgIcon="mailroom:chevronLeft" aria-hidden="true" />
      <ng-container i18n="@@mailroom.pages.previous">Previous</ng-container>
    </button>
    <button matButton type="button" [disabled]="!hasNext()" [disabledInteractive]="true" (click)="next.emit()">
      <ng-container i18n="@@mailroom.pages.next">Next</ng-container>
      <mat-icon iconPositionEnd svgIcon="mailroom:chevronRight" aria-hidden="true" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 0.25rem;
      padding: 0.375rem 0;
    }
    p {
      margin: 0 0.75rem 0 0;
      font: var(--mat-sys-body-small);
      font-variant-numeric: tabular-nums;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PageTurner {
  /** The number of the first one that is shown, from 1. */
  readonly first = input.required<number>();
  readonly count = input.required<number>();
  /** How many there are in all, where that is known. */
  readonly total = input<number | null>(null);
  readonly hasPrevious = input(false);
  readonly hasNext = input(false);
  readonly previous = output();
  readonly next = output();

  protected readonly range = computed(() => {
    const total = this.total();
    const first = formatCount(this.first());
    const last = formatCount(this.first() + this.count() - 1);
    return total === null
      ? $localize`:@@mailroom.pages.range:${first}:first: to ${last}:last:`
      : $localize`:@@mailroom.pages.range-of:${first}:first: to ${last}:last: of ${formatCount(total)}:total:`;
  });
}
