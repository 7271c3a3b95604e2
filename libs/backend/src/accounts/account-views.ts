import { Injectable } from '@nestjs/common';
import type { Account } from '@mailroom/contract';
import { PolicyApplication } from '../exchange-integration/policy-application';
import { HostBridge, type HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { ProviderRepository } from '../providers/provider-repository';
import { type AccountEntity, isManaged } from './account.entity';
import { AccountRepository } from './account-repository';
import { accountView } from './account-view';

/** Shows accounts with what others know of them: their providers, their owners and their folders. */
@Injectable()
export class AccountViews {
  constructor(
    private readonly host: HostBridge,
    private readonly accounts: AccountRepository,
    private readonly providers: ProviderRepository,
    private readonly policies: PolicyApplication,
  ) {}

  /** @throws ProblemError 404, also for somebody else's account */
  async own(user: HostUser, id: string): Promise<Account> {
    const [view] = await this.of([await this.accounts.own(user, id)]);
    if (!view) throw ProblemError.notFound('email account');
    return view;
  }

  async of(accounts: readonly AccountEntity[]): Promise<Account[]> {
    const providerIds = accounts.map(({ providerId }) => providerId).filter((id) => id !== null);
    const [providers, owners, counts, policy] = await Promise.all([
      this.providers.findMany([...new Set(providerIds)]),
      this.host.usersById([...new Set(accounts.map(({ ownerId }) => ownerId))]),
      this.accounts.counts(accounts.map(({ id }) => id)),
      accounts.some(isManaged) ? this.policies.policy() : null,
    ]);
    const providerOf = new Map(providers.map((provider) => [provider.id, provider]));
    return accounts.map((account) =>
      accountView(account, {
        provider: providerOf.get(account.providerId ?? '') ?? null,
        ownerName: owners.get(account.ownerId)?.displayName ?? null,
        counts: counts.get(account.id),
        policy,
      }),
    );
  }
}
