import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatProgressBar } from '@angular/material/progress-bar';

/** Says what is being loaded. */
@Component({
  selector: 'mailroom-loading-note',
  imports: [MatProgressBar],
  template: `
    <p>{{ text() }}</p>
    <mat-progress-bar mode="indeterminate" [attr.aria-label]="text()" />
  `,
  styles: `
    :host {
      display: block;
      max-width: 24rem;
      padding: 2rem 0;
    }
    p {
      margin: 0 0 0.5rem;
      font: var(--mat-sys-body-medium);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LoadingNote {
  readonly text = input.required<string>();
}
