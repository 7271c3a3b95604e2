import { computed, inject, Injectable, signal } from '@angular/core';
import {
  deriveLogin,
  type Problem,
  type Provider,
  type ProviderMatch,
  type ProviderSummary,
  type ServiceTypeOffer,
} from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { AccountStore } from '../data-access/account-store';
import { Mailroom } from '../data-access/mailroom';
import { OAuthSignIn } from '../data-access/oauth-sign-in';
import { problemOf } from '../data-access/problem-of';
import { ProvidersApi } from '../data-access/providers-api';
import { showServerProblems } from '../forms/contract-form';
import { type Explanation } from '../i18n/localize-problem';
import { addressForm, signInForm, signInInput } from './add-account-forms';

/**
 * Connecting a mailbox, step by step. What was entered is kept when a step is left or fails.
 *
 *     address ──► sign-in ──► filling        (by OAuth 2.0: sign-in ──► another site ──► filling)
 *        └─► provider ─┘ ▲
 *               └─► servers ─► server ┘      (who may, sets up a new one)
 */
export type Step = 'address' | 'provider' | 'servers' | 'server' | 'sign-in' | 'filling';

/** Where the dialog begins when not at the empty address: see `AddAccountFlow.begin`. */
export type Beginning =
  /** A mailbox that is known already. */
  | { emailAddress: string; sharedMailboxAddress: string | null }
  /** A sign-in at another site that has connected this account. */
  | { accountId: string }
  /** A sign-in at another site that has not. */
  | { problem: Explanation; emailAddress: string; sharedMailboxAddress: string | null; provider: ProviderSummary };

@Injectable()
export class AddAccountFlow {
  private readonly providersApi = inject(ProvidersApi);
  private readonly accounts = inject(AccountStore);
  private readonly oauth = inject(OAuthSignIn);
  private readonly returnTo = inject(Mailroom).paths.emailAccounts;

  private readonly state = {
    step: signal<Step>('address'),
    busy: signal(false),
    problem: signal<Problem | Explanation | null>(null),
    match: signal<ProviderMatch>({ provider: null, asks: [] }),
    usable: signal<ProviderSummary[] | null>(null),
    servers: signal<Provider[] | null>(null),
    offers: signal<ServiceTypeOffer[] | null>(null),
    accountId: signal<string | null>(null),
  };

  readonly step = this.state.step.asReadonly();
  /** A call is under way. */
  readonly busy = this.state.busy.asReadonly();
  /** Why the last call failed. */
  readonly problem = this.state.problem.asReadonly();
  /** The providers to choose from; `null` while they are loaded. */
  readonly usable = this.state.usable.asReadonly();
  /** Every provider, for who may add one. */
  readonly servers = this.state.servers.asReadonly();
  readonly offers = this.state.offers.asReadonly();
  /** The connected account, live. */
  readonly view = computed(() => this.accounts.views()?.find(({ account }) => account.id === this.state.accountId()) ?? null);
  readonly provider = computed(() => this.state.match().provider);
  readonly asksLogin = computed(() => this.state.match().asks.includes('login'));
  /** The mailbox's owner signs in at another site. */
  readonly byOAuth = computed(() => this.state.match().asks.includes('oauth'));

  readonly address = addressForm();
  readonly signIn = signInForm(() => this.state.match().asks);

  /** The login that the provider derives from the address; `null` when there is none or the user types it. */
  derivedLogin(): string | null {
    const provider = this.provider();
    return provider && !this.asksLogin() && !this.byOAuth() ? deriveLogin(provider.loginFormat, this.emailAddress()) : null;
  }

  emailAddress(): string {
    return this.address.getRawValue().emailAddress.trim();
  }

  begin(beginning: Beginning): void {
    if ('accountId' in beginning) {
      this.state.accountId.set(beginning.accountId);
      this.go('filling');
      return;
    }
    this.address.setValue({ emailAddress: beginning.emailAddress });
    this.signIn.patchValue({ sharedMailboxAddress: beginning.sharedMailboxAddress ?? '' });
    if (!('problem' in beginning)) {
      void this.next();
      return;
    }
    this.choose(beginning.provider);
    this.state.problem.set(beginning.problem);
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

  /** Lists the servers that are there already, before one is added. */
  async showServers(): Promise<void> {
    this.go('servers');
    await this.call(async () => {
      this.state.servers.set(await firstValueFrom(this.providersApi.list()));
    });
  }

  async addServer(): Promise<void> {
    this.go('server');
    await this.call(async () => {
      this.state.offers.set(await firstValueFrom(this.providersApi.serviceTypes()));
    });
  }

  choose(provider: ProviderSummary): void {
    this.enterSignIn({ provider, asks: asksOf(provider) });
  }

  go(step: Step): void {
    this.state.problem.set(null);
    this.state.step.set(step);
  }

  /** Tries the credentials on the mail server, and the mailbox begins to fill; or leaves for where its owner signs in. */
  async connect(): Promise<void> {
    this.signIn.markAllAsTouched();
    const provider = this.provider();
    if (this.signIn.invalid || !provider) return;
    const emailAddress = this.emailAddress();
    await this.call(async () => {
      const answer = await this.accounts.add({
        emailAddress,
        providerId: provider.id,
        ...signInInput(this.signIn, this.state.match().asks),
        ...(this.byOAuth() && { returnTo: this.returnTo }),
      });
      if ('authorizationUrl' in answer) {
        const { sharedMailboxAddress } = this.signIn.getRawValue();
        this.oauth.leave(answer, { emailAddress, sharedMailboxAddress: sharedMailboxAddress.trim() || null, provider });
        return;
      }
      this.state.accountId.set(answer.id);
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

/** What a provider's mailboxes need to be opened; the API says the same in `GET /provider-match`. */
function asksOf({ authMethod, loginFormat }: ProviderSummary): ProviderMatch['asks'] {
  if (authMethod === 'oauth2') return ['oauth'];
  return loginFormat === 'manual' ? ['login', 'password'] : ['password'];
}
