import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { type Account, type SkippedMessage } from '@mailroom/contract';
import { catchError, forkJoin, map, type Observable, of } from 'rxjs';
import { AccountsApi } from '../data-access/accounts-api';
import { mailboxAddress } from '../data-access/mailbox-address';
import { Mailroom } from '../data-access/mailroom';
import { skipReason } from '../profile/ledger/skip-reason';

/** So many reasons are told here; the ledger itself has all. */
const told = 4;

interface Missing {
  account: Account;
  reasons: { text: string; count: number; isMore: boolean }[];
}

/** Why an email that somebody looks for may not be here: what of the mailboxes was not brought into the CRM, and for what reasons. */
@Component({
  selector: 'mailroom-missing-note',
  imports: [DecimalPipe, RouterLink],
  template: `
    @if (missing.value(); as mailboxes) {
      @for (mailbox of mailboxes; track mailbox.account.id) {
        <section>
          <h3 i18n="@@mailroom.panel.missing.title">Not in the CRM of {{ mailboxAddress(mailbox.account) }}</h3>
          <ul>
            @for (reason of mailbox.reasons; track reason.text) {
              <li>
                <strong>{{ reason.count | number }}{{ reason.isMore ? '+' : '' }}</strong>
                {{ reason.text }}
              </li>
            }
          </ul>
          <a [routerLink]="[accountsPath, mailbox.account.id, 'not-imported']" (click)="left.emit()" i18n="@@mailroom.panel.missing.all">
            See each of them
          </a>
        </section>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 16px;
      width: 100%;
      text-align: start;
    }
    section {
      padding: 14px 16px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 12px;
    }
    h3 {
      margin: 0 0 8px;
      color: var(--mat-sys-on-surface);
      font: var(--mat-sys-title-small);
      overflow-wrap: anywhere;
    }
    ul {
      display: grid;
      gap: 4px;
      margin: 0 0 10px;
      padding: 0;
      list-style: none;
      font: var(--mat-sys-body-small);
    }
    a {
      color: var(--mat-sys-primary);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MissingNote {
  readonly accounts = input.required<readonly Account[]>();
  readonly left = output();

  protected readonly mailboxAddress = mailboxAddress;
  protected readonly accountsPath = inject(Mailroom).paths.emailAccounts;
  private readonly api = inject(AccountsApi);
  protected readonly missing = rxResource({
    params: () => this.accounts(),
    stream: ({ params }) => forkJoin(params.map((account) => this.reasonsOf(account))).pipe(map((all) => all.flat())),
  });

  /** A ledger that cannot be read says nothing; the list says what is wrong with the connection. */
  private reasonsOf(account: Account): Observable<Missing[]> {
    return this.api.skipped(account.id, null).pipe(
      map(({ items, nextCursor }) => (items.length === 0 ? [] : [{ account, reasons: grouped(items, nextCursor !== null) }])),
      catchError(() => of([])),
    );
  }
}

function grouped(items: readonly SkippedMessage[], isMore: boolean): Missing['reasons'] {
  const counts = new Map<string, number>();
  for (const item of items) {
    const text = item.reason === 'folder-not-selected' ? `${item.folderPath}: ${skipReason(item).message}` : skipReason(item).message;
    counts.set(text, (counts.get(text) ?? 0) + item.count);
  }
  return [...counts].slice(0, told).map(([text, count]) => ({ text, count, isMore }));
}
