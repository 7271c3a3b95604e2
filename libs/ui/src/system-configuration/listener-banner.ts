import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type ListenerStatus } from '@mailroom/contract';

/** Says first of all when nothing watches the mailboxes, and how to start it. Shows nothing while a listener runs well. */
@Component({
  selector: 'mailroom-listener-banner',
  imports: [MatIcon],
  template: `
    @switch (listener().status) {
      @case ('stopped') {
        <div class="banner" role="status">
          <mat-icon svgIcon="mailroom:warning" aria-hidden="true" />
          <div>
            <strong i18n="@@mailroom.listener.stopped.title">No listener is running, so no mailbox is synchronised.</strong>
            <p i18n="@@mailroom.listener.stopped.remedy">
              Providers can be set up, but emails arrive only once a listener runs. Start one with:
            </p>
            <code>npm run listener</code>
          </div>
        </div>
      }
      @case ('degraded') {
        <div class="banner" role="status">
          <mat-icon svgIcon="mailroom:warning" aria-hidden="true" />
          <div>
            <strong i18n="@@mailroom.listener.degraded.title">The listener has more to do than it can.</strong>
            <p i18n="@@mailroom.listener.degraded.remedy">Mailboxes wait longer than they should. Start another listener beside it:</p>
            <code>npm run listener</code>
          </div>
        </div>
      }
    }
  `,
  styles: `
    .banner {
      display: flex;
      gap: 0.75rem;
      margin-bottom: 1.5rem;
      padding: 0.875rem 1rem;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
      font: var(--mat-sys-body-medium);
    }
    mat-icon {
      flex: none;
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
  readonly listener = input.required<ListenerStatus>();
}
