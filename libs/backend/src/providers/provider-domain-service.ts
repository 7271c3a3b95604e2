import { Injectable } from '@nestjs/common';
import type { ProviderDomainInput } from '@mailroom/contract';
import { auditEntry, changesBetween } from '../audit/audit-entry';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { StaleWriteError } from '../store/atomic-writer';
import { newId } from '../store/id';
import { DomainClaims } from './domain-claims';
import { ProviderDomainEntity, ProviderEntity } from './provider.entity';
import { ProviderRepository } from './provider-repository';

export interface NamedDomain {
  entry: ProviderDomainEntity;
  providerName: string;
}

/** Writes the lookup "Email providers domains". */
@Injectable()
export class ProviderDomainService {
  constructor(
    private readonly providers: ProviderRepository,
    private readonly claims: DomainClaims,
  ) {}

  async add(actor: HostUser, { providerId, domain }: ProviderDomainInput): Promise<NamedDomain> {
    const provider = await this.providers.find(providerId);
    if (!provider) throw unknownProvider();
    const claim = { domains: [domain], except: null, path: 'domain' } as const;
    await this.claims.refuseTaken(claim);
    const entry = Object.assign(new ProviderDomainEntity(), { id: newId(), domain, providerId });
    const audit = auditEntry(actor, 'provider-domain.added', { id: entry.id, name: domain }, changesBetween({}, belongsTo(provider)));
    await this.claims.naming(claim, () => this.providers.addDomain(entry, audit)).catch(asUnknownProvider);
    return { entry, providerName: provider.name };
  }

  async remove(actor: HostUser, id: string): Promise<void> {
    const entry = await this.providers.findDomain(id);
    const provider = entry && (await this.providers.find(entry.providerId));
    if (!entry || !provider) throw ProblemError.notFound('provider domain');
    const subject = { id, name: entry.domain };
    await this.providers.removeDomain(
      entry,
      auditEntry(actor, 'provider-domain.removed', subject, changesBetween(belongsTo(provider), {})),
    );
  }
}

const belongsTo = ({ name }: ProviderEntity) => ({ provider: name });

function unknownProvider(): ProblemError<string> {
  return ProblemError.invalid({ path: 'providerId', code: 'provider-unknown', message: 'There is no such email provider.' });
}

/** The provider was deleted between the look and the write. */
function asUnknownProvider(error: unknown): never {
  throw error instanceof StaleWriteError ? unknownProvider() : error;
}
