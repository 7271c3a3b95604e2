import { Injectable, Logger } from '@nestjs/common';
import { fieldProblems, type ProviderInput, providerInputSchema, type ProviderPatch } from '@mailroom/contract';
import { auditEntry } from '../audit/audit-entry';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { TokenVault } from '../security/token-vault';
import { StaleWriteError } from '../store/atomic-writer';
import { newId } from '../store/id';
import { Synchroniser } from '../sync/synchroniser';
import { DomainClaims } from './domain-claims';
import { ProviderEntity } from './provider.entity';
import { concernConnections, providerChanges } from './provider-changes';
import { ProviderRepository } from './provider-repository';
import { ProviderRules } from './provider-rules';
import { clientSecretContext, privateKeyContext } from './provider-secrets';

/** Creates and changes email providers. */
@Injectable()
export class ProviderService {
  private readonly logger = new Logger(ProviderService.name);

  constructor(
    private readonly providers: ProviderRepository,
    private readonly rules: ProviderRules,
    private readonly claims: DomainClaims,
    private readonly vault: TokenVault,
    private readonly synchroniser: Synchroniser,
  ) {}

  async create(actor: HostUser, input: ProviderInput): Promise<ProviderEntity> {
    const id = newId();
    const domains = await this.check(input, id);
    const now = Date.now();
    const provider = Object.assign(new ProviderEntity(), { id, ...this.fieldsOf(input, id, null), createdAt: now, updatedAt: now });
    const audit = auditEntry(actor, 'provider.created', provider, providerChanges(null, { provider, domains }));
    await this.claims.naming(claimOf(id, domains), () => this.providers.insert(provider, domains, audit));
    this.logger.log(`Email provider ${id} was created.`);
    return provider;
  }

  /** What the patch does not name stays; the whole must satisfy the rules for a new provider. */
  async update(actor: HostUser, id: string, patch: ProviderPatch): Promise<void> {
    for (;;) {
      try {
        await this.updateOnce(actor, id, patch);
        return;
      } catch (error) {
        // Somebody else has changed it meanwhile: their change is one that this patch does not name.
        if (!(error instanceof StaleWriteError)) throw error;
      }
    }
  }

  private async updateOnce(actor: HostUser, id: string, patch: ProviderPatch): Promise<void> {
    const before = await this.providers.find(id);
    if (!before) throw ProblemError.notFound('email provider');
    const domainsBefore = await this.providers.domainsOf(id);
    const result = providerInputSchema.safeParse({ ...this.inputOf(before), domains: domainsBefore, ...patch });
    if (!result.success) throw ProblemError.invalid<string>(...fieldProblems(result.error));
    const domains = await this.check(result.data, id);
    const updatedAt = Math.max(Date.now(), before.updatedAt + 1);
    const provider = Object.assign(new ProviderEntity(), before, this.fieldsOf(result.data, id, before), { updatedAt });
    const changes = providerChanges({ provider: before, domains: domainsBefore }, { provider, domains });
    if (changes.length === 0) return;
    const audit = auditEntry(actor, 'provider.changed', provider, changes);
    await this.claims.naming(claimOf(id, domains), () => this.providers.save(before, provider, domains, audit));
    this.logger.log(`Email provider ${id} was changed.`);
    if (concernConnections(changes)) await this.synchroniser.restartAllOf(id);
  }

  /** @returns the domains, each once */
  private async check(input: ProviderInput, providerId: string): Promise<string[]> {
    await this.rules.check(input);
    const domains = [...new Set(input.domains)];
    await this.claims.refuseTaken(claimOf(providerId, domains));
    return domains;
  }

  private fieldsOf({ domains: _, clientSecret, privateKey, ...fields }: ProviderInput, id: string, before: ProviderEntity | null) {
    const { clientCertificate = null, cloud = null, authority = null, resource = null } = fields;
    return {
      ...fields,
      ...{ clientCertificate, cloud, authority, resource },
      clientSecret: this.sealed(clientSecret, before?.clientSecret ?? null, clientSecretContext(id)),
      privateKey: this.sealed(privateKey ?? null, before?.privateKey ?? null, privateKeyContext(id)),
    };
  }

  /** A secret that is still the same stays sealed as it is. */
  private sealed(secret: string | null, before: string | null, context: string): string | null {
    if (secret === null) return null;
    return this.opened(before, context) === secret ? before : this.vault.seal(secret, context);
  }

  private opened(sealed: string | null, context: string): string | null {
    return sealed === null ? null : this.vault.open(sealed, context);
  }

  private inputOf(provider: ProviderEntity) {
    return {
      ...provider,
      cloud: provider.cloud ?? undefined,
      clientSecret: this.opened(provider.clientSecret, clientSecretContext(provider.id)),
      privateKey: this.opened(provider.privateKey, privateKeyContext(provider.id)),
    };
  }
}

const claimOf = (except: string, domains: readonly string[]) => ({ domains, except, path: 'domains' }) as const;
