import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { type Account } from '@mailroom/contract';
import { mailboxAddress } from '../data-access/mailbox-address';

/** Chooses one of the user's email accounts, or all of them (`null`), and shows how many unread emails each has. */
@Component({
  selector: 'mailroom-account-switch',
  imports: [DecimalPipe, MatButtonModule, MatIconModule, MatMenuModule],
  template: `
    @let one = chosen();
    <button type="button" class="trigger" [matMenuTriggerFor]="menu">
      <span class="name">{{ name() }}</span>
      @if (unread() > 0) {
        <span class="count">{{ unread() | number }}<span class="unseen" i18n="@@mailroom.panel.accounts.unread">&ngsp;unread</span></span>
      }
      <mat-icon svgIcon="mailroom:chevronDown" />
    </button>
    <mat-menu #menu>
      <ng-template matMenuContent>
        @if (accounts().length > 1) {
          <button
            mat-menu-item
            type="button"
            role="menuitemradio"
            [class.chosen]="!one"
            [attr.aria-checked]="!one"
            (click)="accountIdChange.emit(null)"
          >
            <mat-icon svgIcon="mailroom:inbox" />
            <span class="item">
              <ng-container i18n="@@mailroom.panel.accounts.all">All accounts</ng-container>
              <span class="count">{{ total() | number }}</span>
            </span>
          </button>
        }
        @for (account of accounts(); track account.id) {
          <button
            mat-menu-item
            type="button"
            role="menuitemradio"
            [class.chosen]="one?.id === account.id"
            [attr.aria-checked]="one?.id === account.id"
            (click)="accountIdChange.emit(account.id)"
          >
            <mat-icon [svgIcon]="account.phase === 'needs-attention' ? 'mailroom:warning' : 'mailroom:mail'" />
            <span class="item">
              {{ mailboxAddress(account) }}
              <span class="count">{{ account.unreadCount | number }}</span>
            </span>
          </button>
        }
      </ng-template>
    </mat-menu>
  `,
  styleUrl: './account-switch.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountSwitch {
  readonly accounts = input.required<readonly Account[]>();
  readonly accountId = input.required<string | null>();
  readonly accountIdChange = output<string | null>();

  protected readonly total = computed(() => this.accounts().reduce((sum, { unreadCount }) => sum + unreadCount, 0));
  protected readonly chosen = computed(() =>
    this.accounts().length === 1 ? this.accounts()[0] : this.accounts().find(({ id }) => id === this.accountId()),
  );
  protected readonly unread = computed(() => this.chosen()?.unreadCount ?? this.total());
  protected readonly mailboxAddress = mailboxAddress;
  protected readonly name = computed(() => {
    const one = this.chosen();
    return one ? mailboxAddress(one) : $localize`:@@mailroom.panel.accounts.all:All accounts`;
  });
}
