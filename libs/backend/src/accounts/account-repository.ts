import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Page, PageQuery } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { FolderEntity } from '../folders/folder.entity';
import { keysetPage } from '../store/keyset-page';
import { AccountEntity } from './account.entity';

export interface MessageCounts {
  importedCount: number;
  unreadCount: number;
}

/** Email accounts, always by their owner; `everyonesPage` alone is for administrators. */
@Injectable()
export class AccountRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  find(ownerId: string, id: string): Promise<AccountEntity | null> {
    return this.accounts.findOneBy({ ownerId, id });
  }

  findByMailbox(ownerId: string, mailboxAddress: string): Promise<AccountEntity | null> {
    return this.accounts.findOneBy({ ownerId, mailboxAddress });
  }

  async idsOf(ownerId: string): Promise<string[]> {
    return (await this.accounts.find({ where: { ownerId }, select: { id: true } })).map(({ id }) => id);
  }

  all(ownerId: string): Promise<AccountEntity[]> {
    return this.accounts.findBy({ ownerId });
  }

  page(ownerId: string, query: PageQuery): Promise<Page<AccountEntity>> {
    return keysetPage(this.accounts, { ownerId }, query);
  }

  everyonesPage(query: PageQuery): Promise<Page<AccountEntity>> {
    return keysetPage(this.accounts, {}, query);
  }

  async insert(account: AccountEntity): Promise<void> {
    await this.accounts.insert(account);
  }

  /** Writes these columns and no others: the listener writes the account's state meanwhile. */
  async update({ id }: AccountEntity, changes: Partial<Omit<AccountEntity, 'provider'>>): Promise<void> {
    await this.accounts.update({ id }, { ...changes, updatedAt: Date.now() });
  }

  /** By account id; an account without folders has no entry. */
  async counts(accountIds: readonly string[]): Promise<Map<string, MessageCounts>> {
    const rows = await this.dataSource
      .createQueryBuilder(FolderEntity, 'folder')
      .select('folder.accountId', 'id')
      .addSelect('SUM(folder.messageCount)', 'imported')
      .addSelect('SUM(folder.unreadCount)', 'unread')
      .where({ accountId: In(accountIds) })
      .groupBy('folder.accountId')
      .getRawMany<{ id: string; imported: string | number; unread: string | number }>();
    return new Map(rows.map(({ id, imported, unread }) => [id, { importedCount: Number(imported), unreadCount: Number(unread) }]));
  }

  private get accounts() {
    return this.dataSource.getRepository(AccountEntity);
  }
}
