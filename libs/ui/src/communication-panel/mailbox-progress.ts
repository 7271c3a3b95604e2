import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { type Account } from '@mailroom/contract';
import { AccountStore } from '../data-access/account-store';
import { mailboxAddress } from '../data-access/mailbox-address';
import { Mailroom } from '../data-access/mailroom';

/** Says in numbers how far a mailbox has been filled, and which one needs somebody. Nothing while all is well. */
@Component({
  selector: 'mailroom-mailbox-progress',
  imports: [DecimalPipe, MatIconModule, MatProgressBarModule, RouterLink],
  template: `
    @for (view of filling(); track view.account.id) {
      @let status = view.status;
      <div class="note">
        <p>
          @if (status && status.serverCount > 0) {
            <ng-container i18n="@@mailroom.panel.progress.numbers">
              {{ mailboxAddress(view.account) }}: {{ status.importedCount | number }} of {{ status.serverCount | number }} emails are here
            </ng-container>
          } @else {
            <ng-container i18n="@@mailroom.panel.progress.connecting"
              >{{ mailboxAddress(view.account) }}: connecting to the mailbox</ng-container
            >
          }
        </p>
        @if (status) {
          <mat-progress-bar
            [mode]="status.serverCount > 0 ? 'determinate' : 'indeterminate'"
            [value]="(100 * (status.importedCount + status.skippedCount)) / status.serverCount"
            [attr.aria-label]="label(view.account)"
          />
        }
      </div>
    }
    @for (view of needy(); track view.account.id) {
      <div class="note warning" role="status">
        <mat-icon svgIcon="mailroom:warning" />
        <p>
          <strong>{{ mailboxAddress(view.account) }}</strong>
          @if (view.account.lastError; as error) {
            {{ error.message }} {{ error.remedy }}
          }
        </p>
        <a [routerLink]="settingsPath" (click)="left.emit()" i18n="@@mailroom.panel.progress.settings">Settings</a>
      </div>
    }
  `,
  styleUrl: './mailbox-progress.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MailboxProgress {
  /** One account, or `null` for all. */
  readonly accountId = input.required<string | null>();
  readonly left = output();

  protected readonly mailboxAddress = mailboxAddress;
  protected readonly settingsPath = inject(Mailroom).paths.emailAccounts;
  private readonly store = inject(AccountStore);
  private readonly views = computed(() =>
    (this.store.views() ?? []).filter(({ account }) => this.accountId() === null || account.id === this.accountId()),
  );
  protected readonly filling = computed(() =>
    this.views().filter(({ account: { phase, receive } }) => receive && (phase === 'connecting' || phase === 'backfilling')),
  );
  protected readonly needy = computed(() => this.views().filter(({ account: { phase } }) => phase === 'needs-attention'));

  protected label(account: Account): string {
    return $localize`:@@mailroom.panel.progress.label:Filling ${mailboxAddress(account)}:account:`;
  }
}
