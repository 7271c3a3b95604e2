import { ChangeDetectionStrategy, Component, computed, inject, signal, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { Confirm } from '../../components/confirm';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { AccountStore } from '../../data-access/account-store';
import { mailboxAddress } from '../../data-access/mailbox-address';
import { askToLeave, type MayHoldChanges } from '../../forms/keep-unsaved-changes';
import { AccountSettingsForm } from './account-settings-form';

/** The settings of one of the user's email accounts, on a page of their own. */
@Component({
  selector: 'mailroom-account-settings',
  imports: [AccountSettingsForm, MatIcon, MatIconButton, ProblemNote, RouterLink, Skeleton],
  template: `
    <header>
      <a matIconButton routerLink=".." aria-label="Back to the email accounts" i18n-aria-label="@@mailroom.account-settings.back">
        <mat-icon svgIcon="mailroom:arrowBack" />
      </a>
      <h1>{{ title() }}</h1>
    </header>
    @if (account(); as account) {
      <mailroom-account-settings-form [account]="account" />
    } @else if (store.problem(); as problem) {
      <mailroom-problem-note [problem]="problem" />
    } @else if (store.accounts()) {
      <p i18n="@@mailroom.account-settings.gone">This email account is not there any more.</p>
    } @else {
      <mailroom-skeleton kind="form" text="Loading your email accounts…" i18n-text="@@mailroom.accounts.loading" />
    }
  `,
  styles: `
    @use '../../styles/page';
    :host {
      @include page.page(56rem);
    }
    header {
      @include page.sub-header;
    }
    h1 {
      @include page.title;
      min-width: 0;
      overflow-wrap: anywhere;
    }
  `,
  host: { '(window:beforeunload)': 'warnOfUnsavedChanges($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountSettings implements MayHoldChanges {
  protected readonly store = inject(AccountStore);
  private readonly confirm = inject(Confirm);
  private readonly accountId = inject(ActivatedRoute).snapshot.paramMap.get('accountId');
  private readonly form = viewChild(AccountSettingsForm);
  /** As it was when the page was opened: what comes in meanwhile must not take away what is being entered. */
  protected readonly account = signal(this.find());
  protected readonly title = computed(() => {
    const account = this.account();
    return account ? mailboxAddress(account) : $localize`:@@mailroom.account-settings.page:Settings of an email account`;
  });

  constructor() {
    if (!this.account())
      void this.store.load().then(() => {
        this.account.set(this.find());
      });
  }

  mayLeave(): boolean | Promise<boolean> {
    return !this.form()?.hasChanges() || askToLeave(this.confirm);
  }

  protected warnOfUnsavedChanges(event: BeforeUnloadEvent): void {
    if (this.form()?.hasChanges()) event.preventDefault();
  }

  private find() {
    return this.store.accounts()?.find(({ id }) => id === this.accountId) ?? null;
  }
}
