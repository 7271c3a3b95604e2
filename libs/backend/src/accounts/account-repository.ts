import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Page, PageQuery } from '@mailroom/contract';
import { DataSource, In, Not } from 'typeorm';
import { FolderEntity } from '../folders/folder.entity';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { keysetPage } from '../store/keyset-page';
import { insertInto, update } from '../store/statements';
import { AccountEntity, type ConnectedAccount, isConnected } from './account.entity';
import { connected } from './account-subject';

type AccountColumns = Partial<Omit<AccountEntity, 'id' | 'provider'>>;

export interface MessageCounts {
  importedCount: number;
  unreadCount: number;
}

/** Email accounts, always by their owner; `everyonesPage` and `anybodysConnected` are for administrators. */
@Injectable()
export class AccountRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  /** @throws ProblemError 404, also for somebody else's account */
  async own({ id: ownerId }: HostUser, id: string): Promise<AccountEntity> {
    const account = await this.accounts.findOneBy({ ownerId, id });
    if (!account) throw ProblemError.notFound('email account');
    return account;
  }

  /** The same, while its mailbox can be opened. @throws ProblemError 409 `account-disconnected` or `account-deleting` too */
  async ownConnected(user: HostUser, id: string): Promise<ConnectedAccount> {
    return connected(await this.own(user, id));
  }

  /** For administrators. @throws ProblemError 404; 409 as `ownConnected` */
  async anybodysConnected(id: string): Promise<ConnectedAccount> {
    const account = await this.accounts.findOneBy({ id });
    if (!account) throw ProblemError.notFound('email account');
    return connected(account);
  }

  /** The owner's account of the mailbox: also of one that the organisation covers, and whose primary address is another. */
  findByMailbox(ownerId: string, mailboxAddress: string): Promise<AccountEntity | null> {
    return this.accounts.findOneBy([
      { ownerId, mailboxAddress },
      { ownerId, coveredAddress: mailboxAddress },
    ]);
  }

  /** Accounts whose emails may be read. */
  async idsOf(ownerId: string): Promise<string[]> {
    return (await this.accounts.find({ where: { ownerId, phase: Not('deleting') }, select: { id: true } })).map(({ id }) => id);
  }

  all(ownerId: string): Promise<AccountEntity[]> {
    return this.accounts.findBy({ ownerId });
  }

  page(ownerId: string, query: PageQuery): Promise<Page<AccountEntity>> {
    return keysetPage(this.accounts, { ownerId }, query);
  }

  everyonesPage(query: PageQuery, providerId: string | undefined): Promise<Page<AccountEntity>> {
    return keysetPage(this.accounts, providerId === undefined ? {} : { providerId }, query);
  }

  /** The oldest of an owner's other accounts: what becomes the default when this one stops being it. */
  async heirOf({ id, ownerId }: AccountEntity): Promise<ConnectedAccount | null> {
    const where = { ownerId, id: Not(id), phase: Not(In(['disconnected', 'deleting'])) };
    const heir = await this.accounts.findOne({ where, order: { id: 'ASC' } });
    return heir && isConnected(heir) ? heir : null;
  }

  exists(id: string): Promise<boolean> {
    return this.accounts.existsBy({ id });
  }

  /** The account, if its removal was begun and has not ended. */
  findDeleting(id: string): Promise<AccountEntity | null> {
    return this.accounts.findOneBy({ id, phase: 'deleting' });
  }

  /** Accounts whose removal was begun. */
  deleting(): Promise<AccountEntity[]> {
    return this.accounts.findBy({ phase: 'deleting' });
  }

  /** @param also is written with it, all or nothing */
  async insert(account: AccountEntity, also: readonly Statement[]): Promise<void> {
    await this.writer.write([...insertInto('mail_account', [{ id: account.id, ...this.columnsOf(account) }]), ...also]);
  }

  /**
   * A disconnected account becomes a mailbox again. What is stored is compared with the mailbox, not fetched again.
   * @throws StaleWriteError when it is not disconnected any more
   */
  async revive(account: AccountEntity, also: readonly Statement[]): Promise<void> {
    const { id } = account;
    await this.writer.write([
      { sql: `UPDATE mail_account SET phase = 'connecting' WHERE id = ? AND phase = 'disconnected'`, parameters: [id], expectRows: 1 },
      update('mail_account', { column: 'id', value: id }, this.columnsOf({ ...account, phase: 'connecting', folderCursor: null })),
      compareAnew(id),
      ...also,
    ]);
  }

  /** Writes these columns and no others: the listener writes the account's state meanwhile. */
  async update({ id }: Pick<AccountEntity, 'id'>, changes: AccountColumns, also: readonly Statement[] = []): Promise<void> {
    const columns = this.columnsOf({ ...changes, updatedAt: Date.now() });
    await this.writer.write([update('mail_account', { column: 'id', value: id }, columns), ...also]);
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

  private columnsOf(values: AccountColumns): Record<string, unknown> {
    const entries = this.accounts.metadata.columns
      .filter(({ propertyName }) => propertyName !== 'id' && Object.hasOwn(values, propertyName))
      .map(({ databaseName, propertyName }) => [databaseName, values[propertyName as keyof AccountColumns] ?? null]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }

  private get accounts() {
    return this.dataSource.getRepository(AccountEntity);
  }
}

/** Every folder is compared with the mailbox: what is stored is recognised, and not fetched again. */
export function compareAnew(accountId: string): Statement {
  return update('mail_folder', { column: 'account_id', value: accountId }, { sync_cursor: null, backfilled_at: null });
}

/** The account is what its owner's new emails are sent from, and no other of theirs is. */
export function makeDefault({ id, ownerId }: Pick<AccountEntity, 'id' | 'ownerId'>): Statement[] {
  return [
    update('mail_account', { column: 'owner_id', value: ownerId }, { is_default: false }),
    update('mail_account', { column: 'id', value: id }, { is_default: true }),
  ];
}
