import { ChangeDetectionStrategy, Component, inject, signal, viewChild } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { type Problem, type Provider } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { Confirm } from '../components/confirm';
import { OfflineNote } from '../components/offline-note';
import { ProblemNote } from '../components/problem-note';
import { Skeleton } from '../components/skeleton';
import { loadWhenBack } from '../data-access/connection';
import { problemOf } from '../data-access/problem-of';
import { ProviderStore } from '../data-access/provider-store';
import { ProvidersApi } from '../data-access/providers-api';
import { askToLeave, type MayHoldChanges } from '../forms/keep-unsaved-changes';
import { ListenerBanner } from './listener-banner';
import { ProviderForm } from './provider-form/provider-form';

/** A provider's own page: a new one, or the one that the address names. */
@Component({
  selector: 'mailroom-provider-page',
  imports: [ListenerBanner, MatButton, MatIcon, MatIconButton, OfflineNote, ProblemNote, ProviderForm, RouterLink, Skeleton],
  template: `
    <header>
      <a matIconButton routerLink=".." aria-label="Back to the email providers" i18n-aria-label="@@mailroom.provider.back">
        <mat-icon svgIcon="mailroom:arrowBack" />
      </a>
      @if (providerId === null) {
        <h1 i18n="@@mailroom.provider.new-title">New email provider</h1>
      } @else {
        <h1>{{ provider()?.name ?? title }}</h1>
      }
    </header>
    <mailroom-offline-note />
    <mailroom-listener-banner />
    @if (problem(); as problem) {
      <mailroom-problem-note [problem]="problem">
        <button matButton type="button" (click)="load()" i18n="@@mailroom.try-again">Try again</button>
      </mailroom-problem-note>
    } @else if (loaded()) {
      <mailroom-provider-form [provider]="provider()" [offers]="store.offers()" (saved)="leaveSaved($event)" (cancelled)="leave()" />
    } @else {
      <mailroom-skeleton kind="form" text="Loading the provider’s settings…" i18n-text="@@mailroom.provider.loading" />
    }
  `,
  styles: `
    @use '../styles/page';
    :host {
      @include page.page(60rem);
    }
    // The test stands beside the form.
    :host(:has(.testing)) {
      max-width: 90rem;
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
export class ProviderPage implements MayHoldChanges {
  protected readonly store = inject(ProviderStore);
  private readonly api = inject(ProvidersApi);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  protected readonly providerId = this.route.snapshot.paramMap.get('providerId');
  protected readonly provider = signal<Provider | null>(null);
  protected readonly loaded = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly title = $localize`:@@mailroom.provider.edit-title:Email provider`;
  private readonly form = viewChild(ProviderForm);

  constructor() {
    void this.load();
    loadWhenBack(this.problem, () => void this.load());
  }

  mayLeave(): boolean | Promise<boolean> {
    return !this.hasChanges() || askToLeave(this.confirm);
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      await this.store.loadOffers();
      if (this.providerId !== null) this.provider.set(await firstValueFrom(this.api.get(this.providerId)));
      this.loaded.set(true);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected leaveSaved({ name }: Provider): void {
    this.snackBar.open($localize`:@@mailroom.provider.saved:“${name}:name:” is saved.`, undefined, { duration: 5_000 });
    this.leave();
  }

  protected leave(): void {
    void this.router.navigate(['..'], { relativeTo: this.route });
  }

  protected warnOfUnsavedChanges(event: BeforeUnloadEvent): void {
    if (this.hasChanges()) event.preventDefault();
  }

  private hasChanges(): boolean {
    return this.form()?.state().form.dirty ?? false;
  }
}
