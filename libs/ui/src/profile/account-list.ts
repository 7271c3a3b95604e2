import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute, Router } from '@angular/router';
import { type OAuthReturn, oauthReturnSchema } from '@mailroom/contract';
import { AddAccount } from '../add-account/add-account';
import { EmptyState } from '../components/empty-state';
import { OfflineNote } from '../components/offline-note';
import { ProblemNote } from '../components/problem-note';
import { Skeleton } from '../components/skeleton';
import { AccountStore } from '../data-access/account-store';
import { loadWhenBack } from '../data-access/connection';
import { OAuthSignIn } from '../data-access/oauth-sign-in';
import { explainedCode, type Explanation } from '../i18n/localize-problem';
import { AccountCard } from './account-card';

/** Profile > Email accounts: the user's mailboxes, live. */
@Component({
  selector: 'mailroom-account-list',
  imports: [AccountCard, EmptyState, MatButton, MatIcon, OfflineNote, ProblemNote, Skeleton],
  template: `
    <header>
      <div>
        <h1 i18n="@@mailroom.accounts.title">Email accounts</h1>
        <p class="lead" i18n="@@mailroom.accounts.lead">Your mailboxes in the CRM. Their emails are seen by you alone.</p>
      </div>
      @if (store.views()?.length) {
        <button matButton="filled" type="button" (click)="add()">
          <mat-icon svgIcon="mailroom:add" aria-hidden="true" /><ng-container i18n="@@mailroom.accounts.new">New</ng-container>
        </button>
      }
    </header>
    <mailroom-offline-note />
    @if (refusal(); as refusal) {
      <mailroom-problem-note [problem]="refusal" />
    }
    @if (store.problem(); as problem) {
      <mailroom-problem-note [problem]="problem">
        <button matButton type="button" (click)="store.load()" i18n="@@mailroom.try-again">Try again</button>
      </mailroom-problem-note>
    }
    @if (store.views(); as views) {
      @if (views.length > 0) {
        <ul>
          @for (view of views; track view.account.id) {
            <li><mailroom-account-card [view]="view" /></li>
          }
        </ul>
      } @else {
        <mailroom-empty-state icon="mail" title="No mailbox connected yet" i18n-title="@@mailroom.accounts.empty.title">
          <p i18n="@@mailroom.accounts.empty.why">
            Connect yours to see every email beside its contact and to answer from the CRM. You need your email address and its password.
          </p>
          <button matButton="filled" type="button" (click)="add()">
            <mat-icon svgIcon="mailroom:add" aria-hidden="true" />
            <ng-container i18n="@@mailroom.accounts.empty.new">New email account</ng-container>
          </button>
        </mailroom-empty-state>
      }
    } @else if (!store.problem()) {
      <mailroom-skeleton kind="cards" [count]="2" text="Loading your email accounts…" i18n-text="@@mailroom.accounts.loading" />
    }
  `,
  styles: `
    @use '../styles/page';
    :host {
      @include page.page(60rem);
    }
    header {
      @include page.header;
    }
    h1 {
      @include page.title;
    }
    .lead {
      @include page.lead;
    }
    ul {
      display: grid;
      gap: 1rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    p {
      margin: 0 0 1rem;
    }
    mailroom-problem-note {
      margin-bottom: 1rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountList {
  protected readonly store = inject(AccountStore);
  private readonly addAccount = inject(AddAccount);
  private readonly oauth = inject(OAuthSignIn);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly snackBar = inject(MatSnackBar);

  /** Why a sign-in at another site has not connected a mailbox, or has not brought one back. */
  protected readonly refusal = signal<Explanation | null>(null);

  constructor() {
    void this.store.load();
    loadWhenBack(this.store.problem, () => void this.store.load());
    const back = oauthReturnSchema.parse(this.route.snapshot.queryParams);
    if (back.connectedAccount ?? back.connectError) {
      this.comeBack(back);
      // Loading the page anew must not tell the same again.
      void this.router.navigate([], { relativeTo: this.route, queryParams: {}, replaceUrl: true });
    }
  }

  protected add(): void {
    void this.addAccount.open();
  }

  /** From the sign-in at another site: to the mailbox filling up, or to where it can be tried again. */
  private comeBack({ connectedAccount, connectError }: OAuthReturn): void {
    const started = this.oauth.takeStarted();
    if (connectError === undefined) {
      if (started?.provider === null) this.snackBar.open(signedInAgain(), undefined, { duration: 5_000 });
      else if (connectedAccount !== undefined) void this.addAccount.open({ accountId: connectedAccount });
      return;
    }
    const explained = explainedCode(connectError);
    if (started?.provider) {
      const { provider, ...mailbox } = started;
      void this.addAccount.open({ ...mailbox, provider, problem: explained });
    } else this.refusal.set(explained);
  }
}

function signedInAgain(): string {
  return $localize`:@@mailroom.sign-in.done:Signed in. Synchronisation goes on.`;
}
