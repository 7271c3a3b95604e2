import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountEntity, type ConnectedAccount, isConnected } from '../accounts/account.entity';
import { AtomicWriter, type Statement, StaleWriteError } from '../store/atomic-writer';

/** The right to write a mailbox, until it expires or another process gets a newer one. */
export interface Lease {
  readonly accountId: string;
  /** Grows with every change of owner: the fencing token. */
  readonly token: number;
}

/** What an account rests in until a person does something. */
export type RestingPhase = 'paused' | 'disconnected' | 'deleting';

const resting = `('needs-attention', 'paused', 'disconnected', 'deleting')`;

const revoking = 'UPDATE mail_account SET lease_owner = NULL, lease_expires_at = NULL, lease_token = lease_token + 1';

/** MySQL assigns from left to right: the phase comes last. */
const forgotten = (column: string) => `${column} = CASE phase WHEN 'needs-attention' THEN NULL ELSE ${column} END`;
const beginAnew = `${revoking}, ${['error_code', 'error_message', 'error_since'].map(forgotten).join(', ')},
  phase = CASE phase WHEN 'needs-attention' THEN 'connecting' ELSE phase END`;

/** Which listener owns which mailbox. A crashed one's mailboxes are free as soon as its leases have expired. */
@Injectable()
export class LeaseRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  /** Accounts that no listener owns and that are to be synchronised, longest waiting first. */
  async unowned(now: number, limit: number): Promise<ConnectedAccount[]> {
    const accounts = await this.waiting()
      .andWhere('(account.leaseExpiresAt IS NULL OR account.leaseExpiresAt < :now)', { now })
      .orderBy('account.leaseExpiresAt', 'ASC')
      .limit(limit)
      .getMany();
    return accounts.filter(isConnected);
  }

  /** How many accounts have waited for a listener since then: without a lease, and with no write of an owner. */
  countUnowned(since: number): Promise<number> {
    return this.waiting().andWhere('COALESCE(account.leaseExpiresAt, account.updatedAt) < :since', { since }).getCount();
  }

  private waiting() {
    return this.dataSource.createQueryBuilder(AccountEntity, 'account').where(`account.phase NOT IN ${resting}`);
  }

  /** Takes an unowned account; `null` when another listener was faster. */
  async claim(account: AccountEntity, owner: string, expiresAt: number): Promise<Lease | null> {
    const token = account.leaseToken + 1;
    return (await this.changes({
      sql: `UPDATE mail_account SET lease_owner = ?, lease_token = ?, lease_expires_at = ?
            WHERE id = ? AND lease_token = ? AND phase NOT IN ${resting}`,
      parameters: [owner, token, expiresAt, account.id, account.leaseToken],
    }))
      ? { accountId: account.id, token }
      : null;
  }

  /** Prolongs every lease of the owner, and says which it still has. */
  async renew(owner: string, expiresAt: number): Promise<Map<string, number>> {
    await this.writer.write([
      { sql: 'UPDATE mail_account SET lease_expires_at = ? WHERE lease_owner = ?', parameters: [expiresAt, owner] },
    ]);
    const held = await this.dataSource
      .getRepository(AccountEntity)
      .find({ where: { leaseOwner: owner }, select: { id: true, leaseToken: true } });
    return new Map(held.map(({ id, leaseToken }) => [id, leaseToken]));
  }

  async release(lease: Lease): Promise<void> {
    await this.changes({
      sql: 'UPDATE mail_account SET lease_owner = NULL, lease_expires_at = NULL WHERE id = ? AND lease_token = ?',
      parameters: [lease.accountId, lease.token],
    });
  }

  /**
   * Takes the mailbox from whoever owns it, for the next listener to begin anew: what they have under way is never written.
   * @param also is written with it, all or nothing
   */
  async revoke(accountId: string, also: readonly Statement[]): Promise<void> {
    await this.writer.write([{ sql: `${beginAnew} WHERE id = ?`, parameters: [accountId] }, ...also]);
  }

  /** The same for every account of a provider. */
  async revokeAllOf(providerId: string): Promise<void> {
    await this.writer.write([{ sql: `${beginAnew} WHERE provider_id = ?`, parameters: [providerId] }]);
  }

  /** As `revoke`, for no listener to take the mailbox up. */
  async retire(accountId: string, phase: RestingPhase, also: readonly Statement[]): Promise<void> {
    await this.writer.write([{ sql: `${revoking}, phase = ? WHERE id = ?`, parameters: [phase, accountId] }, ...also]);
  }

  private async changes(statement: Statement): Promise<boolean> {
    try {
      await this.writer.write([{ ...statement, expectRows: 1 }]);
      return true;
    } catch (error) {
      if (error instanceof StaleWriteError) return false;
      throw error;
    }
  }
}

/** The first statement of every batch that a mailbox's owner writes: without the lease, nothing of it is written. */
export function fence(lease: Lease, now: number): Statement {
  return {
    sql: 'UPDATE mail_account SET last_sync_at = ? WHERE id = ? AND lease_token = ?',
    parameters: [now, lease.accountId, lease.token],
    expectRows: 1,
  };
}
