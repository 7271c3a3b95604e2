import { ChangeDetectionStrategy, Component, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type ExchangeIntegration, type Problem } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { Confirm } from '../../components/confirm';
import { OfflineNote } from '../../components/offline-note';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { loadWhenBack } from '../../data-access/connection';
import { ExchangeIntegrationApi } from '../../data-access/exchange-integration-api';
import { problemOf } from '../../data-access/problem-of';
import { refreshWhileVisible } from '../../data-access/refresh-while-visible';
import { askToLeave, type MayHoldChanges } from '../../forms/keep-unsaved-changes';
import { ListenerBanner } from '../listener-banner';
import { CoveredMailboxes } from './covered-mailboxes';
import { IntegrationForm } from './integration-form';
import { IntegrationStatusNote } from './integration-status-note';

const refreshEveryMs = 10_000;

/** System Configuration > Integrations > MS Exchange: one account brings in the mail of everybody in the listed domains. */
@Component({
  selector: 'mailroom-exchange-integration-page',
  imports: [CoveredMailboxes, IntegrationForm, IntegrationStatusNote, ListenerBanner, MatButton, OfflineNote, ProblemNote, Skeleton],
  template: `
    <header>
      <div>
        <h1 i18n="@@mailroom.integration.title">MS Exchange</h1>
        <p class="lead" i18n="@@mailroom.integration.lead">
          Brings in the emails of all CRM users in the domains that you list, through one account that may act for them. Each user sees
          their own emails, and nobody else’s.
        </p>
      </div>
    </header>
    <mailroom-offline-note />
    <mailroom-listener-banner />
    @if (integration(); as integration) {
      <mailroom-integration-status [integration]="now() ?? integration" />
      <mailroom-integration-form [integration]="integration" (saved)="showSaved($event)" />
      @if (integration.updatedAt !== null) {
        <mailroom-covered-mailboxes [integration]="integration" />
      }
    } @else if (problem(); as problem) {
      <mailroom-problem-note [problem]="problem">
        <button matButton type="button" (click)="load()" i18n="@@mailroom.try-again">Try again</button>
      </mailroom-problem-note>
    } @else {
      <mailroom-skeleton kind="form" [count]="5" text="Loading the integration’s settings…" i18n-text="@@mailroom.integration.loading" />
    }
  `,
  styles: `
    @use '../../styles/page';
    :host {
      @include page.page(60rem);
    }
    // The test stands beside the form.
    :host(:has(.testing)) {
      max-width: 90rem;
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
    mailroom-covered-mailboxes {
      margin-top: 2.5rem;
    }
  `,
  host: { '(window:beforeunload)': 'warnOfUnsavedChanges($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExchangeIntegrationPage implements MayHoldChanges {
  private readonly api = inject(ExchangeIntegrationApi);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  /** As it was when the form was filled: what comes in meanwhile must not take away what is being entered. */
  protected readonly integration = signal<ExchangeIntegration | null>(null);
  /** As it is now. */
  protected readonly now = signal<ExchangeIntegration | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  private readonly form = viewChild(IntegrationForm);

  constructor() {
    void this.load();
    loadWhenBack(this.problem, () => void this.load());
    refreshWhileVisible(refreshEveryMs, () => this.look());
  }

  mayLeave(): boolean | Promise<boolean> {
    return !this.hasChanges() || askToLeave(this.confirm);
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.integration.set(await firstValueFrom(this.api.get()));
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected showSaved(saved: ExchangeIntegration): void {
    this.integration.set(saved);
    this.now.set(saved);
    this.snackBar.open($localize`:@@mailroom.integration.saved:The settings are saved.`, undefined, { duration: 5_000 });
  }

  protected warnOfUnsavedChanges(event: BeforeUnloadEvent): void {
    if (this.hasChanges()) event.preventDefault();
  }

  /** How it stands. What is shown stays where that cannot be asked. */
  private async look(): Promise<void> {
    if (!this.integration()) return;
    try {
      this.now.set(await firstValueFrom(this.api.get()));
    } catch {
      return;
    }
  }

  private hasChanges(): boolean {
    return this.form()?.state().form.dirty ?? false;
  }
}
