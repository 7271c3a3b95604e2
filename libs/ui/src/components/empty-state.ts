import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type MailroomIcon } from '../icons/icons';

/** Stands where a list would: what it is for, and (as content) what to do next. */
@Component({
  selector: 'mailroom-empty-state',
  imports: [MatIcon],
  template: `
    <span class="badge"><mat-icon [svgIcon]="'mailroom:' + icon()" aria-hidden="true" /></span>
    <h2>{{ title() }}</h2>
    <div class="next"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      padding: 3rem 1.5rem;
      border: 1px dashed var(--mat-sys-outline-variant);
      border-radius: var(--mat-sys-corner-large);
      text-align: center;
    }
    .badge {
      display: grid;
      place-items: center;
      width: 3.5rem;
      height: 3.5rem;
      border-radius: 50%;
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    h2 {
      margin: 1rem 0 0.25rem;
      font: var(--mat-sys-title-large);
    }
    .next {
      max-width: 32rem;
      font: var(--mat-sys-body-medium);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmptyState {
  readonly icon = input.required<MailroomIcon>();
  readonly title = input.required<string>();
}
