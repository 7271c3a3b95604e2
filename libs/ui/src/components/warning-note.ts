import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

/** What somebody should know before they go on; nothing has failed. */
@Component({
  selector: 'mailroom-warning-note',
  imports: [MatIcon],
  template: `
    <mat-icon svgIcon="mailroom:warning" aria-hidden="true" />
    <div><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      box-sizing: border-box;
      gap: 0.75rem;
      padding: 0.75rem 1rem;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
      font: var(--mat-sys-body-medium);
    }
    mat-icon {
      flex: none;
    }
    div {
      min-width: 0;
      overflow-wrap: anywhere;
    }
  `,
  host: { role: 'note' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WarningNote {}
