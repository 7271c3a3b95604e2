import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { type EmailListItem } from '@mailroom/contract';
import { AccountStore } from '../../data-access/account-store';
import { mailboxAddress } from '../../data-access/mailbox-address';
import { personName, personNames, sameAddress } from '../people';
import { MailTime } from './mail-time';

/** One email in a list: who, what about, how it begins, when. */
@Component({
  selector: 'mailroom-email-row',
  imports: [MatIconModule, MailTime],
  templateUrl: './email-row.html',
  styleUrl: './email-row.scss',
  host: { '[class.unread]': '!email().isRead', '[class.marking]': 'marking()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmailRow {
  readonly email = input.required<EmailListItem>();
  readonly marked = input(false);
  /** Emails are being marked: where to click for it is seen in every row. */
  readonly marking = input(false);
  readonly markToggled = output<MouseEvent>();

  private readonly accounts = inject(AccountStore).accounts;
  /** For what the user has sent, whom it went to says more than their own name. */
  protected readonly who = computed(() => {
    const { from, to, accountId } = this.email();
    const account = this.accounts()?.find(({ id }) => id === accountId);
    if (!account || to.length === 0 || !sameAddress(mailboxAddress(account), from.address)) return personName(from);
    return $localize`:@@mailroom.panel.row.to:To: ${personNames(to)}:names:`;
  });
}
