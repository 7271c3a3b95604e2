import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { AddAccount } from '../add-account/add-account';
import { EmptyState } from '../components/empty-state';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { AccountStore } from '../data-access/account-store';
import { AccountCard } from './account-card';

/** Profile > Email accounts: the user's mailboxes, live. */
@Component({
  selector: 'mailroom-account-list',
  imports: [AccountCard, EmptyState, LoadingNote, MatButton, MatIcon, ProblemNote],
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
      <mailroom-loading-note text="Loading your email accounts…" i18n-text="@@mailroom.accounts.loading" />
    }
  `,
  styles: `
    @use '../styles/page';
    :host {
      @include page.page(56rem);
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

  constructor() {
    void this.store.load();
  }

  protected add(): void {
    void this.addAccount.open();
  }
}
