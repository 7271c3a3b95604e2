import { Injectable } from '@nestjs/common';
import { ProblemError } from '../http/problem-error';
import { violatesUnique } from '../store/constraint-errors';
import { ProviderRepository } from './provider-repository';

/** Who claims which domains, and what of the request names them. */
export interface DomainClaim {
  domains: readonly string[];
  /** The provider that may have them already. */
  except: string | null;
  path: 'domain' | 'domains';
}

/** A domain belongs to one provider: who claims another's is told whose it is. */
@Injectable()
export class DomainClaims {
  constructor(private readonly providers: ProviderRepository) {}

  /** @throws ProblemError 409 `domain-taken` */
  async refuseTaken({ domains, except, path }: DomainClaim): Promise<void> {
    const taken = (await this.providers.domainEntries(domains)).find(({ providerId }) => providerId !== except);
    if (!taken) return;
    const { domain, providerId } = taken;
    const providerName = (await this.providers.find(providerId))?.name ?? '';
    const detail = `The domain ${domain} belongs to the email provider “${providerName}”.`;
    throw new ProblemError(409, 'domain-taken', detail, {
      remedy: 'Remove the domain there first, or use that provider.',
      errors: [{ path, code: 'domain-taken', message: detail }],
      members: { domain, providerId, providerName },
    });
  }

  /** Two administrators may claim the same domain at once: the second is told as if the first had long had it. */
  async naming(claim: DomainClaim, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (violatesUnique(error)) await this.refuseTaken(claim);
      throw error;
    }
  }
}
