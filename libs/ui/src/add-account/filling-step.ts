import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type Account } from '@mailroom/contract';
import { AccountPhaseLabel } from '../components/account-phase';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { SyncProgress } from '../components/sync-progress';
import { mailboxAddress } from '../data-access/mailbox-address';
import { AddAccountFlow } from './add-account-flow';

/** The mailbox is connected and fills up before the user's eyes. */
@Component({
  selector: 'mailroom-filling-step',
  imports: [AccountPhaseLabel, LoadingNote, MatButton, ProblemNote, SyncProgress],
  template: `
    @if (view()?.account; as account) {
      <h3 tabindex="-1">{{ title(account) }}</h3>
      @if (account.receive) {
        <p class="about" i18n="@@mailroom.add-account.filling.about">
          Your newest emails come first. You can close this window: the import goes on, also when you sign out.
        </p>
        <p class="phase"><mailroom-account-phase [phase]="account.phase" /></p>
        @if (view()?.status; as status) {
          <mailroom-sync-progress [status]="status" />
        } @else {
          <mailroom-loading-note text="Asking the server what is in the mailbox…" i18n-text="@@mailroom.add-account.filling.loading" />
        }
      } @else {
        <p class="about" i18n="@@mailroom.add-account.filling.sends-only">
          You can send from it now. Its server is not set up for receiving, so nothing is imported.
        </p>
      }
      @if (account.lastError; as error) {
        <mailroom-problem-note [problem]="error" />
      }
    } @else {
      <mailroom-loading-note text="Loading your email accounts…" i18n-text="@@mailroom.accounts.loading" />
    }
    <footer>
      <button matButton="filled" class="forward" type="button" (click)="done.emit()" i18n="@@mailroom.done">Done</button>
    </footer>
  `,
  styleUrl: './step.scss',
  styles: `
    .phase {
      margin: 0 0 0.75rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FillingStep {
  readonly done = output();

  protected readonly view = inject(AddAccountFlow).view;

  protected title(account: Account): string {
    return $localize`:@@mailroom.add-account.filling.title:${mailboxAddress(account)}:address: is connected`;
  }
}
