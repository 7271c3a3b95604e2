import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

/** What went wrong and what to do about it, announced when it appears. A button that helps goes inside. */
@Component({
  selector: 'mailroom-problem-note',
  imports: [MatIcon],
  template: `
    <mat-icon svgIcon="mailroom:error" aria-hidden="true" />
    <div>
      <p class="what">{{ problem().detail ?? problem().message }}</p>
      @if (problem().remedy; as remedy) {
        <p class="remedy">{{ remedy }}</p>
      }
      <ng-content />
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: 0.75rem;
      padding: 0.75rem 1rem;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
    mat-icon {
      flex: none;
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .what {
      font: var(--mat-sys-title-small);
      line-height: 1.5rem;
    }
    .remedy {
      font: var(--mat-sys-body-medium);
    }
  `,
  host: { role: 'alert' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProblemNote {
  /** A problem of the API, or an account's `lastError`. */
  readonly problem = input.required<{ detail?: string; message?: string; remedy?: string | undefined }>();
}
