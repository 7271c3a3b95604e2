import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { catchError, EMPTY } from 'rxjs';
import { WarningNote } from '../components/warning-note';
import { ListenerApi } from '../data-access/listener-api';

/** Says first of all when nothing watches the mailboxes, and how to start it. Shows nothing while a listener runs well. */
@Component({
  selector: 'mailroom-listener-banner',
  imports: [WarningNote],
  template: `
    @switch (listener()?.status) {
      @case ('stopped') {
        <mailroom-warning-note role="status">
          <strong i18n="@@mailroom.listener.stopped.title">No listener is running, so no mailbox is synchronised.</strong>
          <p i18n="@@mailroom.listener.stopped.remedy">
            Set up the listener first: providers can be entered, but emails arrive only once one runs. Start it with:
          </p>
          <code>npm run listener</code>
        </mailroom-warning-note>
      }
      @case ('degraded') {
        <mailroom-warning-note role="status">
          <strong i18n="@@mailroom.listener.degraded.title">The listener has more to do than it can.</strong>
          <p i18n="@@mailroom.listener.degraded.remedy">Mailboxes wait longer than they should. Start another listener beside it:</p>
          <code>npm run listener</code>
        </mailroom-warning-note>
      }
    }
  `,
  styles: `
    mailroom-warning-note {
      margin-bottom: 1.5rem;
    }
    strong {
      font: var(--mat-sys-title-small);
    }
    p {
      margin: 0.125rem 0 0.5rem;
    }
    code {
      padding: 0.125rem 0.5rem;
      border-radius: var(--mat-sys-corner-extra-small);
      background: color-mix(in srgb, currentcolor 12%, transparent);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ListenerBanner {
  /** A page whose own calls work has no use for the reason why this one does not. */
  protected readonly listener = toSignal(
    inject(ListenerApi)
      .status()
      .pipe(catchError(() => EMPTY)),
  );
}
