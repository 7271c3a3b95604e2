import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { domainOf, normaliseEmailAddress } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { EventHub } from '../events/event-hub';
import type { HostUser } from '../host-bridge';
import { AtomicWriter, type Statement, StaleWriteError } from '../store/atomic-writer';
import { violatesForeignKey, violatesUnique } from '../store/constraint-errors';
import { insertInto } from '../store/statements';
import { becomesManaged, coverage, type CoveredUser, managedAccount, uncover, withIds } from './coverage-statements';

/** The user as a covered one; `null` when the address is none, or in none of the domains. */
export function coveredUser({ email, displayName }: HostUser, domains: readonly string[]): CoveredUser | null {
  const address = normaliseEmailAddress(email)?.toLowerCase() ?? null;
  return address !== null && domains.includes(domainOf(address)) ? { address, name: displayName } : null;
}

/** Makes covered users' accounts, and ends them. Every step may be repeated, and be done by several processes at once. */
@Injectable()
export class CoveredAccounts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
  ) {}

  /** @returns how many accounts wait for a listener now that did not before */
  async cover(users: readonly HostUser[], domains: readonly string[]): Promise<number> {
    const accounts = await this.dataSource.getRepository(AccountEntity).findBy({ ownerId: In(users.map(({ id }) => id)) });
    const rows: Record<string, unknown>[] = [];
    const changes: { account: AccountEntity; statements: Statement[] }[] = [];
    let waiting = 0;
    for (const user of users) {
      const covered = coveredUser(user, domains);
      if (!covered) continue;
      const own = accounts.filter(({ ownerId }) => ownerId === user.id);
      const account = accountOf(own, covered.address);
      const isDefault = own.every(({ id, phase }) => id === account?.id || phase === 'disconnected' || phase === 'deleting');
      if (!account) rows.push(managedAccount(user.id, covered, isDefault));
      else if (account.phase === 'disconnected') changes.push({ account, statements: becomesManaged(account, covered, isDefault) });
      else if (account.phase !== 'deleting' && differs(account, covered))
        changes.push({ account, statements: [coverage(account, covered)] });
      if (!account || account.phase === 'disconnected') waiting += 1;
    }
    await this.insert(rows);
    for (const { account, statements } of changes) {
      await this.writeUnlessStale(statements);
      this.events.changed(account.ownerId, account.id);
    }
    for (const { owner_id: ownerId, id } of rows) this.events.changed(String(ownerId), String(id));
    return waiting;
  }

  /** The integration ends for these accounts. The caller stops what is under way. */
  async uncover(accounts: readonly Pick<AccountEntity, 'id' | 'ownerId'>[]): Promise<void> {
    if (accounts.length === 0) return;
    await this.writer.write(uncover(withIds(accounts.map(({ id }) => id))));
    for (const { ownerId, id } of accounts) this.events.changed(ownerId, id);
  }

  /** Covered accounts after this one, in the order of their ids. */
  async page(after: string, limit: number): Promise<AccountEntity[]> {
    return this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .where('account.coveredAddress IS NOT NULL AND account.id > :after', { after })
      .orderBy('account.id', 'ASC')
      .limit(limit)
      .getMany();
  }

  async ofOwner(ownerId: string): Promise<AccountEntity[]> {
    return (await this.dataSource.getRepository(AccountEntity).findBy({ ownerId })).filter(({ coveredAddress }) => coveredAddress !== null);
  }

  /** All at once; one by one where another process has made some of them meanwhile. */
  private async insert(rows: readonly Record<string, unknown>[]): Promise<void> {
    if (rows.length === 0) return;
    try {
      await this.writer.write(insertInto('mail_account', rows));
    } catch (error) {
      if (violatesForeignKey(error) || !violatesUnique(error)) throw error;
      for (const row of rows) await this.insertUnlessThere(row);
    }
  }

  private async insertUnlessThere(row: Record<string, unknown>): Promise<void> {
    try {
      await this.writer.write(insertInto('mail_account', [row]));
    } catch (error) {
      if (!violatesUnique(error)) throw error;
    }
  }

  /** Whoever has changed the account meanwhile is followed by the next look. */
  private async writeUnlessStale(change: readonly Statement[]): Promise<void> {
    try {
      await this.writer.write(change);
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
    }
  }
}

/** A user's account of the mailbox: by its address, by the one that it was covered by, or by the one that the CRM knew it by. */
function accountOf(own: readonly AccountEntity[], address: string): AccountEntity | undefined {
  return (
    own.find(({ coveredAddress }) => coveredAddress === address) ??
    own.find(({ mailboxAddress }) => mailboxAddress === address) ??
    own.find(({ kind, emailAddress }) => kind === 'impersonated' && emailAddress === address)
  );
}

function differs({ coveredAddress, coveredName }: AccountEntity, { address, name }: CoveredUser): boolean {
  return coveredAddress !== address || coveredName !== name.slice(0, 200);
}
