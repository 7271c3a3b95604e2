import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ContactMail } from './contact-mail';
import { ListSkeleton } from './list/list-skeleton';

/**
 * The signed-in user's emails with one contact of the host. It fills the element that the host puts it in. What it is made of is loaded
 * with it, so that it weighs next to nothing in the bundle of a host that names it.
 */
@Component({
  selector: 'mailroom-contact-emails',
  imports: [ContactMail, ListSkeleton],
  template: `
    @defer (on immediate) {
      <mailroom-contact-mail [contactId]="contactId()" />
    } @placeholder {
      <mailroom-list-skeleton />
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
      min-height: 320px;
      color: var(--mat-sys-on-surface);
    }
    p {
      margin: 0;
      padding: 24px 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactEmails {
  /** The host's id of the contact. */
  readonly contactId = input.required<string>();
}
