import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Page, PageQuery } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { AtomicWriter } from '../store/atomic-writer';
import { newId } from '../store/id';
import { keysetPage } from '../store/keyset-page';
import { deleteFrom, insertInto, update } from '../store/statements';
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
    return keysetPage(this.providers, {}, query);
  }

  find(id: string): Promise<ProviderEntity | null> {
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

  domainPage(query: PageQuery): Promise<Page<ProviderDomainEntity>> {
    return keysetPage(this.domains, {}, query);
  }

  /** Entries for any of these domains, whichever provider they belong to. */
  domainEntries(domains: readonly string[]): Promise<ProviderDomainEntity[]> {
    return this.domains.findBy({ domain: In(domains) });
  }

  async addDomain(providerId: string, domain: string): Promise<ProviderDomainEntity> {
    const entry = this.domains.create({ id: newId(), providerId, domain });
    await this.domains.insert(entry);
    return entry;
  }

  async removeDomain(id: string): Promise<boolean> {
    return ((await this.domains.delete({ id })).affected ?? 0) > 0;
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

  /** Accounts that a change of their provider concerns now. */
  async activeAccountIds(providerId: string): Promise<string[]> {
    const accounts = await this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .where({ providerId })
      .andWhere("account.phase <> 'paused'")
      .select('account.id')
      .getMany();
    return accounts.map(({ id }) => id);
  }

  async insert(provider: ProviderEntity, domains: readonly string[]): Promise<void> {
    await this.writer.write([...insertInto('mail_provider', [this.columnsOf(provider)]), ...this.insertDomains(provider.id, domains)]);
  }

  /** Stores the provider, and makes these its domains. */
  async save(provider: ProviderEntity, domains: readonly string[]): Promise<void> {
    const before = await this.domains.findBy({ providerId: provider.id });
    const kept = new Set(before.map(({ domain }) => domain));
    const { id: _, ...values } = this.columnsOf(provider);
    await this.writer.write([
      update('mail_provider', { column: 'id', value: provider.id }, values),
      ...deleteFrom(
        'mail_provider_domain',
        'id',
        before.filter(({ domain }) => !domains.includes(domain)).map(({ id }) => id),
      ),
      ...this.insertDomains(
        provider.id,
        domains.filter((domain) => !kept.has(domain)),
      ),
    ]);
  }

  /** Its domains go with it. @throws a foreign key error while it has accounts */
  async remove(id: string): Promise<void> {
    await this.providers.delete({ id });
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
