import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Page, PageQuery, ProviderDomainQuery } from '@mailroom/contract';
import { DataSource, In, Not } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { newId } from '../store/id';
import { keysetPage } from '../store/keyset-page';
import { deleteFrom, insertInto, update } from '../store/statements';
import { ORGANISATION_PROVIDER_ID } from './organisation-provider';
import { ProviderDomainEntity, ProviderEntity } from './provider.entity';

/** What hangs on a provider. */
export interface ProviderUsage {
  domains: string[];
  accountCount: number;
  accountsNeedingAttention: number;
}

@Injectable()
export class ProviderRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  page(query: PageQuery): Promise<Page<ProviderEntity>> {
    return keysetPage(this.providers, {}, query, { by: 'id', direction: 'ASC', within: [Not(ORGANISATION_PROVIDER_ID)] });
  }

  async find(id: string): Promise<ProviderEntity | null> {
    return id === ORGANISATION_PROVIDER_ID ? null : this.ofAccount(id);
  }

  /** As `find`; an account's may also be the organisation's own. */
  ofAccount(id: string): Promise<ProviderEntity | null> {
    return this.providers.findOneBy({ id });
  }

  findMany(ids: readonly string[]): Promise<ProviderEntity[]> {
    return this.providers.findBy({ id: In(ids) });
  }

  /** @param domain as `domainOf` gives it */
  async findByDomain(domain: string): Promise<ProviderEntity | null> {
    const entry = await this.domains.findOneBy({ domain });
    return entry && this.find(entry.providerId);
  }

  domainPage({ providerId, ...query }: ProviderDomainQuery): Promise<Page<ProviderDomainEntity>> {
    return keysetPage(this.domains, providerId === undefined ? {} : { providerId }, query, { by: 'domain', direction: 'ASC' });
  }

  findDomain(id: string): Promise<ProviderDomainEntity | null> {
    return this.domains.findOneBy({ id });
  }

  async domainsOf(providerId: string): Promise<string[]> {
    return (await this.domains.find({ where: { providerId }, order: { domain: 'ASC' } })).map(({ domain }) => domain);
  }

  /** Entries for any of these domains, whichever provider they belong to. */
  domainEntries(domains: readonly string[]): Promise<ProviderDomainEntity[]> {
    return this.domains.findBy({ domain: In(domains) });
  }

  /** @throws StaleWriteError when the provider is gone */
  async addDomain({ id, domain, providerId }: ProviderDomainEntity, audit: readonly Statement[]): Promise<void> {
    await this.writer.write([
      touch(providerId),
      ...insertInto('mail_provider_domain', [{ id, domain, provider_id: providerId }]),
      ...audit,
    ]);
  }

  async removeDomain({ id, providerId }: ProviderDomainEntity, audit: readonly Statement[]): Promise<void> {
    await this.writer.write([touch(providerId), ...deleteFrom('mail_provider_domain', 'id', [id]), ...audit]);
  }

  /** By provider id; every provider that was asked for has an entry. */
  async usage(ids: readonly string[]): Promise<Map<string, ProviderUsage>> {
    const usage = new Map(ids.map((id): [string, ProviderUsage] => [id, { domains: [], accountCount: 0, accountsNeedingAttention: 0 }]));
    for (const entry of await this.domains.find({ where: { providerId: In(ids) }, order: { domain: 'ASC' } })) {
      usage.get(entry.providerId)?.domains.push(entry.domain);
    }
    const counts = await this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .select('account.providerId', 'id')
      .addSelect('COUNT(*)', 'total')
      .addSelect(`SUM(CASE WHEN account.phase = 'needs-attention' THEN 1 ELSE 0 END)`, 'ailing')
      .where({ providerId: In(ids) })
      .groupBy('account.providerId')
      .getRawMany<{ id: string; total: string | number; ailing: string | number }>();
    for (const { id, total, ailing } of counts) {
      const entry = usage.get(id);
      if (entry) Object.assign(entry, { accountCount: Number(total), accountsNeedingAttention: Number(ailing) });
    }
    return usage;
  }

  /** The first of a provider's accounts. */
  async accountsOf(providerId: string, limit: number): Promise<AccountEntity[]> {
    const query = { limit, cursor: undefined };
    return (await keysetPage(this.dataSource.getRepository(AccountEntity), { providerId }, query)).items;
  }

  async insert(provider: ProviderEntity, domains: readonly string[], audit: readonly Statement[]): Promise<void> {
    await this.writer.write([
      ...insertInto('mail_provider', [this.columnsOf(provider)]),
      ...this.insertDomains(provider.id, domains),
      ...audit,
    ]);
  }

  /**
   * Stores what differs, and makes these its domains.
   * @throws StaleWriteError when the provider, or its domains, are not as in `before` any more
   */
  async save(before: ProviderEntity, after: ProviderEntity, domains: readonly string[], audit: readonly Statement[]): Promise<void> {
    const entries = await this.domains.findBy({ providerId: after.id });
    const kept = new Set(entries.map(({ domain }) => domain));
    const columnsBefore = this.columnsOf(before);
    const changed = Object.entries(this.columnsOf(after)).filter(([column, value]) => columnsBefore[column] !== value);
    await this.writer.write([
      {
        sql: 'UPDATE mail_provider SET name = name WHERE id = ? AND updated_at = ?',
        parameters: [after.id, before.updatedAt],
        expectRows: 1,
      },
      update('mail_provider', { column: 'id', value: after.id }, Object.fromEntries(changed)),
      ...deleteFrom(
        'mail_provider_domain',
        'id',
        entries.filter(({ domain }) => !domains.includes(domain)).map(({ id }) => id),
      ),
      ...this.insertDomains(
        after.id,
        domains.filter((domain) => !kept.has(domain)),
      ),
      ...audit,
    ]);
  }

  /** Its domains go with it. @throws a foreign key error while it has accounts, StaleWriteError when it is gone */
  async remove(id: string, audit: readonly Statement[]): Promise<void> {
    await this.writer.write([{ sql: 'DELETE FROM mail_provider WHERE id = ?', parameters: [id], expectRows: 1 }, ...audit]);
  }

  private insertDomains(providerId: string, domains: readonly string[]) {
    return insertInto(
      'mail_provider_domain',
      domains.map((domain) => ({ id: newId(), domain, provider_id: providerId })),
    );
  }

  private columnsOf(provider: ProviderEntity): Record<string, unknown> {
    return Object.fromEntries(this.providers.metadata.columns.map((column) => [column.databaseName, column.getEntityValue(provider)]));
  }

  private get providers() {
    return this.dataSource.getRepository(ProviderEntity);
  }

  private get domains() {
    return this.dataSource.getRepository(ProviderDomainEntity);
  }
}

/** A change of its domains is one of the provider: whoever changes it at the same time looks again. */
function touch(providerId: string): Statement {
  return {
    sql: 'UPDATE mail_provider SET updated_at = CASE WHEN updated_at < ? THEN ? ELSE updated_at + 1 END WHERE id = ?',
    parameters: [Date.now(), Date.now(), providerId],
    expectRows: 1,
  };
}
