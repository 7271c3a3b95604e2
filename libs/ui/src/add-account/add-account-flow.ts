import { computed, inject, Injectable, signal } from '@angular/core';
import {
  type Account,
  deriveLogin,
  type Problem,
  type ProviderMatch,
  type ProviderSummary,
  type ServiceTypeOffer,
} from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { AccountStore } from '../data-access/account-store';
import { problemOf } from '../data-access/problem-of';
import { ProvidersApi } from '../data-access/providers-api';
import { showServerProblems } from '../forms/contract-form';
import { addressForm, signInForm, signInInput } from './add-account-forms';

/**
 * Connecting a mailbox, step by step. What was entered is kept when a step is left or fails.
 *
 *     address ──► sign-in ──► filling
 *        └─► provider ─┘ ▲
 *               └─► server ┘        (who may, sets up a new one)
 */
export type Step = 'address' | 'provider' | 'server' | 'sign-in' | 'filling';

@Injectable()
export class AddAccountFlow {
  private readonly providersApi = inject(ProvidersApi);
  private readonly accounts = inject(AccountStore);

  private readonly state = {
    step: signal<Step>('address'),
    busy: signal(false),
    problem: signal<Problem | null>(null),
    match: signal<ProviderMatch>({ provider: null, asks: [] }),
    usable: signal<ProviderSummary[] | null>(null),
    offers: signal<ServiceTypeOffer[] | null>(null),
    account: signal<Account | null>(null),
  };

  readonly step = this.state.step.asReadonly();
  /** A call is under way. */
  readonly busy = this.state.busy.asReadonly();
  /** Why the last call failed. */
  readonly problem = this.state.problem.asReadonly();
  /** The providers to choose from; `null` while they are loaded. */
  readonly usable = this.state.usable.asReadonly();
  readonly offers = this.state.offers.asReadonly();
  /** The connected account. */
  readonly account = this.state.account.asReadonly();
  readonly provider = computed(() => this.state.match().provider);
  readonly asksLogin = computed(() => this.state.match().asks.includes('login'));

  readonly address = addressForm();
  readonly signIn = signInForm(() => this.asksLogin());

  /** The login that the provider derives from the address; `null` when the user types it. */
  derivedLogin(): string | null {
    const provider = this.provider();
    return provider && !this.asksLogin() ? deriveLogin(provider.loginFormat, this.emailAddress()) : null;
  }

  emailAddress(): string {
    return this.address.getRawValue().emailAddress.trim();
  }

  /** From the address on: to the sign-in when its domain is known, else to the choice of a provider. */
  async next(): Promise<void> {
    this.address.markAllAsTouched();
    if (this.address.invalid) return;
    await this.call(async () => {
      const match = await firstValueFrom(this.providersApi.match(this.emailAddress()));
      if (match.provider) this.enterSignIn(match);
      else await this.offerProviders();
    });
  }

  /** Lists the usable providers, also for who wants another one than the address's. */
  async offerProviders(): Promise<void> {
    this.go('provider');
    await this.call(async () => {
      this.state.usable.set(await firstValueFrom(this.providersApi.usable()));
    });
  }

  choose(provider: ProviderSummary): void {
    this.enterSignIn({ provider, asks: provider.loginFormat === 'manual' ? ['login', 'password'] : ['password'] });
  }

  async addServer(): Promise<void> {
    this.go('server');
    await this.call(async () => {
      this.state.offers.set(await firstValueFrom(this.providersApi.serviceTypes()));
    });
  }

  go(step: Step): void {
    this.state.problem.set(null);
    this.state.step.set(step);
  }

  /** Tries the credentials on the mail server; the mailbox begins to fill when they are right. */
  async connect(): Promise<void> {
    this.signIn.markAllAsTouched();
    const provider = this.provider();
    if (this.signIn.invalid || !provider) return;
    await this.call(async () => {
      const account = await this.accounts.add({
        emailAddress: this.emailAddress(),
        providerId: provider.id,
        ...signInInput(this.signIn, this.asksLogin()),
      });
      this.state.account.set(account);
      this.go('filling');
    });
  }

  private enterSignIn(match: ProviderMatch): void {
    this.state.match.set(match);
    this.signIn.updateValueAndValidity();
    this.go('sign-in');
  }

  private async call(work: () => Promise<void>): Promise<void> {
    this.state.problem.set(null);
    this.state.busy.set(true);
    try {
      await work();
    } catch (error) {
      const problem = problemOf(error);
      if (this.step() === 'sign-in') showServerProblems(this.signIn, problem.errors ?? []);
      this.state.problem.set(problem);
    } finally {
      this.state.busy.set(false);
    }
  }
}
