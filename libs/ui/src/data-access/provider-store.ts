import { inject, Injectable, signal } from '@angular/core';
import { type Problem, type Provider, type ServiceTypeOffer } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { problemOf } from './problem-of';
import { ProvidersApi } from './providers-api';

/** What the administrator's list of email providers shows. `null` while nothing has been loaded. */
@Injectable({ providedIn: 'root' })
export class ProviderStore {
  private readonly api = inject(ProvidersApi);

  private readonly state = {
    providers: signal<Provider[] | null>(null),
    offers: signal<ServiceTypeOffer[]>([]),
    problem: signal<Problem | null>(null),
  };

  readonly providers = this.state.providers.asReadonly();
  /** The service types that this host can use. */
  readonly offers = this.state.offers.asReadonly();
  /** Why the list could not be loaded. */
  readonly problem = this.state.problem.asReadonly();

  async load(): Promise<void> {
    this.state.problem.set(null);
    try {
      this.state.providers.set(await firstValueFrom(this.api.list()));
    } catch (error) {
      this.state.problem.set(problemOf(error));
    }
  }

  async loadOffers(): Promise<void> {
    this.state.offers.set(await firstValueFrom(this.api.serviceTypes()));
  }

  /** Rejects with the call's error, such as 409 `provider-has-accounts`. */
  async remove(id: string): Promise<void> {
    await firstValueFrom(this.api.remove(id));
    this.state.providers.update((providers) => providers?.filter((provider) => provider.id !== id) ?? null);
  }
}
