import { ChangeDetectionStrategy, Component, output } from '@angular/core';
import { MailPanel } from './mail-panel';
import { ListSkeleton } from './list/list-skeleton';

/**
 * The Email tab of the CRM's communication panel. It fills the element that the host puts it in, and suits any width. What it is made of
 * is loaded with it, so that it weighs next to nothing in the bundle of a host that names it.
 */
@Component({
  selector: 'mailroom-communication-panel',
  imports: [ListSkeleton, MailPanel],
  template: `
    @defer (on immediate) {
      <mailroom-mail-panel (unreadCountChange)="unreadCountChange.emit($event)" (navigated)="navigated.emit()" />
    } @placeholder {
      <mailroom-list-skeleton class="waiting" />
    } @error {
      <p role="alert" i18n="@@mailroom.panel.detail.missing">
        This part of the CRM could not be loaded. Check your connection, then load the page again.
      </p>
    }
  `,
  styles: `
    :host {
      display: block;
      height: 100%;
      min-height: 0;
      background: var(--mat-sys-surface);
      color: var(--mat-sys-on-surface);
    }
    .waiting {
      padding-block-start: 108px;
      box-sizing: border-box;
    }
    p {
      margin: 0;
      padding: 24px 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CommunicationPanel {
  /** The unread emails of all the user's accounts: for a badge on what opens the panel. */
  readonly unreadCountChange = output<number>();
  /** The user has gone to a page of the host: a panel on the whole screen should make room. */
  readonly navigated = output();
}

/**
 * Begins to load what the panel is made of. A host that shows the panel with its first page calls this along with the loading of that page;
 * without it, loading begins when the panel is shown. What fails to load is tried again then, and the panel says so.
 */
export function preloadCommunicationPanel(): void {
  import('./mail-panel').catch(() => undefined);
}
