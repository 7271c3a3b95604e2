import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { type Provider } from '@mailroom/contract';
import { EmptyState } from '../components/empty-state';
import { OfflineNote } from '../components/offline-note';
import { ProblemNote } from '../components/problem-note';
import { Skeleton } from '../components/skeleton';
import { loadWhenBack } from '../data-access/connection';
import { ProviderStore } from '../data-access/provider-store';
import { authMethodLabel, serviceTypeLabel } from '../i18n/labels';
import { unicodeDomain } from '../i18n/unicode-domain';
import { ListenerBanner } from './listener-banner';
import { ProviderDeletion } from './provider-deletion';
import { ProviderHealth } from './provider-health';

/** System Configuration > Email providers. */
@Component({
  selector: 'mailroom-provider-list',
  imports: [
    EmptyState,
    ListenerBanner,
    MatButton,
    MatIcon,
    MatIconButton,
    MatTooltip,
    OfflineNote,
    ProblemNote,
    ProviderHealth,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './provider-list.html',
  styleUrl: './provider-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProviderList {
  protected readonly store = inject(ProviderStore);
  private readonly deletion = inject(ProviderDeletion);

  protected readonly serviceTypeLabel = serviceTypeLabel;
  protected readonly authMethodLabel = authMethodLabel;

  constructor() {
    void this.store.load();
    loadWhenBack(this.store.problem, () => void this.store.load());
  }

  protected editLabel({ name }: Provider): string {
    return $localize`:@@mailroom.providers.edit-name:Edit ${name}:name:`;
  }

  protected deleteLabel({ name }: Provider): string {
    return $localize`:@@mailroom.providers.delete-name:Delete ${name}:name:`;
  }

  protected domains({ domains }: Provider): string {
    return domains.map(unicodeDomain).join(', ');
  }

  protected remove(provider: Provider): void {
    void this.deletion.run(provider);
  }
}
