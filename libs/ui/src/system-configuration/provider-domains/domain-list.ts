import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { type Problem, type ProviderDomain } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { Confirm } from '../../components/confirm';
import { EmptyState } from '../../components/empty-state';
import { OfflineNote } from '../../components/offline-note';
import { ProblemNote } from '../../components/problem-note';
import { Skeleton } from '../../components/skeleton';
import { loadWhenBack } from '../../data-access/connection';
import { Mailroom } from '../../data-access/mailroom';
import { problemOf } from '../../data-access/problem-of';
import { ProviderDomainsApi } from '../../data-access/provider-domains-api';
import { ProviderStore } from '../../data-access/provider-store';
import { AddDomain } from './add-domain';

/** System Configuration > Email providers domains: the lookup that tells a provider by an address's domain. */
@Component({
  selector: 'mailroom-domain-list',
  imports: [AddDomain, EmptyState, MatButton, MatIcon, MatIconButton, MatTooltip, OfflineNote, ProblemNote, RouterLink, Skeleton],
  templateUrl: './domain-list.html',
  styleUrl: './domain-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DomainList {
  private readonly api = inject(ProviderDomainsApi);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly providers = inject(ProviderStore);
  protected readonly providersPath = inject(Mailroom).paths.emailProviders;

  private readonly entries = signal<ProviderDomain[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  /** In the order of how people write them. */
  protected readonly domains = computed(() => {
    const entries = this.entries();
    return entries && [...entries].sort((a, b) => a.unicodeDomain.localeCompare(b.unicodeDomain));
  });

  constructor() {
    void this.load();
    loadWhenBack(this.problem, () => void this.load());
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      const [entries] = await Promise.all([firstValueFrom(this.api.list()), this.providers.load()]);
      this.entries.set(entries);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected show(entry: ProviderDomain): void {
    this.entries.update((entries) => [...(entries ?? []), entry]);
    this.tell(
      $localize`:@@mailroom.provider-domains.added:${entry.unicodeDomain}:domain: belongs to “${entry.providerName}:provider:” now.`,
    );
  }

  protected removeLabel({ unicodeDomain }: ProviderDomain): string {
    return $localize`:@@mailroom.provider-domains.remove-name:Remove ${unicodeDomain}:domain:`;
  }

  protected async remove({ id, unicodeDomain }: ProviderDomain): Promise<void> {
    if (!(await this.agreed(unicodeDomain))) return;
    try {
      await firstValueFrom(this.api.remove(id));
      this.entries.update((entries) => entries?.filter((entry) => entry.id !== id) ?? null);
      this.tell($localize`:@@mailroom.provider-domains.removed:${unicodeDomain}:domain: is removed.`);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  private agreed(domain: string): Promise<boolean> {
    return this.confirm.ask({
      title: $localize`:@@mailroom.provider-domains.remove.title:Remove ${domain}:domain:?`,
      message: $localize`:@@mailroom.provider-domains.remove.message:Whoever adds a mailbox of this domain from now on has to choose the server. Mailboxes that are connected stay as they are.`,
      action: $localize`:@@mailroom.provider-domains.remove:Remove`,
      close: $localize`:@@mailroom.cancel:Cancel`,
      destructive: true,
    });
  }

  private tell(text: string): void {
    this.snackBar.open(text, undefined, { duration: 5_000 });
  }
}
