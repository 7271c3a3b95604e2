import { Injectable, Logger } from '@nestjs/common';
import { fieldProblems, type ProviderInput, providerInputSchema, type ProviderPatch } from '@mailroom/contract';
import { ProblemError } from '../http/problem-error';
import { TokenVault } from '../security/token-vault';
import { violatesForeignKey, violatesUnique } from '../store/constraint-errors';
import { newId } from '../store/id';
import { Synchroniser } from '../sync/synchroniser';
import { type ProviderDomainEntity, ProviderEntity } from './provider.entity';
import { ProviderRepository } from './provider-repository';
import { ProviderRules } from './provider-rules';

/** Says what a sealed client secret belongs to. */
export const clientSecretContext = (providerId: string): string => `mail_provider.client_secret:${providerId}`;

/** Writes email providers and the lookup of their domains. */
@Injectable()
export class ProviderService {
  private readonly logger = new Logger(ProviderService.name);

  constructor(
    private readonly providers: ProviderRepository,
    private readonly rules: ProviderRules,
    private readonly vault: TokenVault,
    private readonly synchroniser: Synchroniser,
  ) {}

  async create(input: ProviderInput): Promise<ProviderEntity> {
    const id = newId();
    await this.check(input, id);
    const now = Date.now();
    const provider = Object.assign(new ProviderEntity(), { ...this.fieldsOf(input, id), id, createdAt: now, updatedAt: now });
    await this.namingTakenDomains(input.domains, id, () => this.providers.insert(provider, input.domains));
    this.logger.log(`Email provider ${id} was created.`);
    return provider;
  }

  /** What the patch does not name stays; the whole must satisfy the rules for a new provider. */
  async update(provider: ProviderEntity, patch: ProviderPatch): Promise<void> {
    const result = providerInputSchema.safeParse({ ...(await this.inputOf(provider)), ...patch });
    if (!result.success) throw ProblemError.invalid(...fieldProblems(result.error));
    const input = result.data;
    await this.check(input, provider.id);
    Object.assign(provider, this.fieldsOf(input, provider.id), { updatedAt: Date.now() });
    await this.namingTakenDomains(input.domains, provider.id, () => this.providers.save(provider, input.domains));
    this.logger.log(`Email provider ${provider.id} was changed.`);
    for (const accountId of await this.providers.activeAccountIds(provider.id)) this.synchroniser.wake(accountId);
  }

  async remove({ id }: ProviderEntity): Promise<void> {
    try {
      await this.refuseWithAccounts(id);
      await this.providers.remove(id);
      this.logger.log(`Email provider ${id} was deleted.`);
    } catch (error) {
      if (violatesForeignKey(error)) await this.refuseWithAccounts(id);
      throw error;
    }
  }

  async addDomain(providerId: string, domain: string): Promise<ProviderDomainEntity> {
    if (!(await this.providers.find(providerId))) {
      throw ProblemError.invalid({ path: 'providerId', code: 'provider-unknown', message: 'There is no such email provider.' });
    }
    await this.refuseTakenDomains([domain], null);
    return this.namingTakenDomains([domain], null, () => this.providers.addDomain(providerId, domain));
  }

  private async check(input: ProviderInput, providerId: string): Promise<void> {
    await this.rules.check(input);
    input.domains = [...new Set(input.domains)];
    await this.refuseTakenDomains(input.domains, providerId);
  }

  private fieldsOf({ domains: _, clientSecret, ...fields }: ProviderInput, id: string) {
    return { ...fields, clientSecret: clientSecret === null ? null : this.vault.seal(clientSecret, clientSecretContext(id)) };
  }

  private async inputOf(provider: ProviderEntity): Promise<ProviderInput> {
    const { id, name, serviceType, serviceAddress, exchangeVersion, receive, send, loginFormat, authMethod, clientId } = provider;
    const { directoryTenant, trustedCertificate, clientSecret } = provider;
    return {
      ...{ name, serviceType, serviceAddress, exchangeVersion, receive, send, loginFormat, authMethod, clientId },
      ...{ directoryTenant, trustedCertificate },
      clientSecret: clientSecret === null ? null : this.vault.open(clientSecret, clientSecretContext(id)),
      domains: (await this.providers.usage([id])).get(id)?.domains ?? [],
    };
  }

  private async refuseWithAccounts(id: string): Promise<void> {
    const accountCount = (await this.providers.usage([id])).get(id)?.accountCount ?? 0;
    if (accountCount === 0) return;
    const accounts = accountCount === 1 ? '1 email account uses' : `${accountCount} email accounts use`;
    throw new ProblemError(409, 'provider-has-accounts', `${accounts} this provider.`, {
      remedy: 'Delete its email accounts first.',
      members: { accountCount },
    });
  }

  /** A domain belongs to one provider. @param except the provider that may have them already */
  private async refuseTakenDomains(domains: readonly string[], except: string | null): Promise<void> {
    const taken = (await this.providers.domainEntries(domains)).find(({ providerId }) => providerId !== except);
    if (!taken) return;
    const provider = await this.providers.find(taken.providerId);
    throw new ProblemError(409, 'domain-taken', `The domain ${taken.domain} belongs to the email provider “${provider?.name ?? ''}”.`, {
      remedy: 'Remove the domain there first, or use that provider.',
      errors: [{ path: 'domains', code: 'domain-taken', message: `${taken.domain} belongs to “${provider?.name ?? ''}”.` }],
      members: { domain: taken.domain, providerId: taken.providerId },
    });
  }

  /** Two administrators may add the same domain at once: the second is told as if the first had long been there. */
  private async namingTakenDomains<Result>(
    domains: readonly string[],
    except: string | null,
    write: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await write();
    } catch (error) {
      if (violatesUnique(error)) await this.refuseTakenDomains(domains, except);
      throw error;
    }
  }
}
