import { Injectable, Logger } from '@nestjs/common';
import type { ProviderHasAccounts } from '@mailroom/contract';
import { auditEntry } from '../audit/audit-entry';
import { HostBridge, type HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { StaleWriteError } from '../store/atomic-writer';
import { violatesForeignKey } from '../store/constraint-errors';
import { providerChanges } from './provider-changes';
import { ProviderRepository } from './provider-repository';

/** So many accounts are named to whoever wants to delete their provider. */
const namedAccounts = 20;

/** Deletes email providers, once no email account uses them. */
@Injectable()
export class ProviderRemoval {
  private readonly logger = new Logger(ProviderRemoval.name);

  constructor(
    private readonly host: HostBridge,
    private readonly providers: ProviderRepository,
  ) {}

  /** @throws ProblemError 409 `provider-has-accounts` */
  async remove(actor: HostUser, id: string): Promise<void> {
    const provider = await this.providers.find(id);
    if (!provider) throw ProblemError.notFound('email provider');
    await this.refuseWithAccounts(id);
    const changes = providerChanges({ provider, domains: await this.providers.domainsOf(id) }, null);
    try {
      await this.providers.remove(id, auditEntry(actor, 'provider.deleted', provider, changes));
    } catch (error) {
      if (error instanceof StaleWriteError) throw ProblemError.notFound('email provider');
      if (violatesForeignKey(error)) await this.refuseWithAccounts(id);
      throw error;
    }
    this.logger.log(`Email provider ${id} was deleted.`);
  }

  private async refuseWithAccounts(id: string): Promise<void> {
    const accountCount = (await this.providers.usage([id])).get(id)?.accountCount ?? 0;
    if (accountCount === 0) return;
    const used = accountCount === 1 ? '1 email account uses' : `${accountCount} email accounts use`;
    throw new ProblemError(409, 'provider-has-accounts', `${used} this provider.`, {
      remedy: 'Delete its email accounts first.',
      members: { accountCount, accounts: await this.accounts(id) },
    });
  }

  private async accounts(id: string): Promise<ProviderHasAccounts['accounts']> {
    const accounts = await this.providers.accountsOf(id, namedAccounts);
    const owners = await this.host.usersById([...new Set(accounts.map(({ ownerId }) => ownerId))]);
    return accounts.map(({ id: accountId, emailAddress, ownerId }) => ({
      ...{ id: accountId, emailAddress, ownerId },
      ownerName: owners.get(ownerId)?.displayName ?? null,
    }));
  }
}
