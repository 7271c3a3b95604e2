import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { AccountStore } from '../data-access/account-store';
import { type EmailFilter, everyEmail } from '../data-access/emails-api';
import { EmailBrowser } from './email-browser';

/** What a contact's emails are made of. */
@Component({
  selector: 'mailroom-contact-mail',
  imports: [EmailBrowser],
  template: `
    <mailroom-email-browser [filter]="filter()">
      <p emptyList i18n="@@mailroom.contactEmails.none">
        No emails with this contact yet. They are linked by the contact’s email addresses, as soon as one arrives or is sent.
      </p>
    </mailroom-email-browser>
  `,
  styles: `
    :host {
      display: block;
      height: 100%;
      min-height: 320px;
      color: var(--mat-sys-on-surface);
      font: var(--mat-sys-body-medium);
    }
    p {
      margin: 0;
      padding: 24px 8px;
      color: var(--mat-sys-on-surface-variant);
      text-align: center;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactMail {
  /** The host's id of the contact. */
  readonly contactId = input.required<string>();

  protected readonly filter = computed<EmailFilter>(() => ({ ...everyEmail, contactId: this.contactId() }));

  constructor() {
    const accounts = inject(AccountStore);
    if (accounts.accounts() === null) void accounts.load();
  }
}
