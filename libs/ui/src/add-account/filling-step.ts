import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { AccountPhaseLabel } from '../components/account-phase';
import { LoadingNote } from '../components/loading-note';
import { ProblemNote } from '../components/problem-note';
import { SyncProgress } from '../components/sync-progress';
import { AccountStore } from '../data-access/account-store';
import { AddAccountFlow } from './add-account-flow';

/** The mailbox is connected and fills up before the user's eyes. */
@Component({
  selector: 'mailroom-filling-step',
  imports: [AccountPhaseLabel, LoadingNote, MatButton, ProblemNote, SyncProgress],
  template: `
    @if (account(); as account) {
      <h3 tabindex="-1">{{ title() }}</h3>
      <p class="about" i18n="@@mailroom.add-account.filling.about">
        Your newest emails come first. You can close this window: the import goes on, also when you sign out.
      </p>
      <p class="phase"><mailroom-account-phase [phase]="account.phase" /></p>
      @if (status(); as status) {
        <mailroom-sync-progress [status]="status" />
      } @else {
        <mailroom-loading-note text="Asking the server what is in the mailbox…" i18n-text="@@mailroom.add-account.filling.loading" />
      }
      @if (account.lastError; as error) {
        <mailroom-problem-note [problem]="error" />
      }
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
  private readonly flow = inject(AddAccountFlow);
  private readonly store = inject(AccountStore);
  readonly done = output();

  private readonly view = computed(() => this.store.views()?.find(({ account }) => account.id === this.flow.account()?.id));
  protected readonly account = computed(() => this.view()?.account);
  protected readonly status = computed(() => this.view()?.status);
  protected readonly title = computed(
    () => $localize`:@@mailroom.add-account.filling.title:${this.flow.emailAddress()}:address: is connected`,
  );
}
