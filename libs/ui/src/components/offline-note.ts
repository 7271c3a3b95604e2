import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Connection } from '../data-access/connection';
import { WarningNote } from './warning-note';

/** Says that the browser has no network, while it has none: what is shown may be out of date. */
@Component({
  selector: 'mailroom-offline-note',
  imports: [WarningNote],
  template: `
    <div role="status">
      @if (offline()) {
        <mailroom-warning-note>
          <strong i18n="@@mailroom.offline.title">You are offline.</strong>
          <p i18n="@@mailroom.offline.why">What you see is as it was. The page goes on by itself when the connection is back.</p>
        </mailroom-warning-note>
      }
    </div>
  `,
  styles: `
    mailroom-warning-note {
      margin-bottom: 1rem;
    }
    strong {
      font: var(--mat-sys-title-small);
    }
    p {
      margin: 0.125rem 0 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OfflineNote {
  protected readonly offline = inject(Connection).offline;
}
