import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, MoreThanOrEqual } from 'typeorm';
import { AccountEntity, type ConnectedAccount, isConnected } from '../accounts/account.entity';
import { ListenerInstanceEntity } from '../listener/listener-instance.entity';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import { AtomicWriter, type Statement, StaleWriteError } from '../store/atomic-writer';
import { SqlReader } from '../store/sql-reader';

/** The right to write a mailbox, until another process gets a newer one. */
export interface Lease {
  readonly accountId: string;
  /** Grows with every change of owner: the fencing token. */
  readonly token: number;
}

/** What an account rests in until a person does something. */
export type RestingPhase = 'paused' | 'disconnected' | 'deleting';

const resting = `('needs-attention', 'paused', 'disconnected', 'deleting')`;

/** The organisation's mailboxes wait while its super-user does not work, or the integration is off. */
const halted = `SELECT '${ORGANISATION_PROVIDER_ID}' FROM mail_exchange_integration WHERE status <> 'running'`;

const revoking = 'UPDATE mail_account SET lease_owner = NULL, lease_expires_at = ?, lease_token = lease_token + 1';

/** MySQL assigns from left to right: the phase comes last. */
const forgotten = (column: string) => `${column} = CASE phase WHEN 'needs-attention' THEN NULL ELSE ${column} END`;
const beginAnew = `${revoking}, ${['error_code', 'error_message', 'error_since'].map(forgotten).join(', ')},
  phase = CASE phase WHEN 'needs-attention' THEN 'connecting' ELSE phase END`;

/**
 * Which listener owns which mailbox. A lease lasts while its owner's heart beats (`ListenerInstanceEntity`): keeping
 * thousands costs a listener one row's write. What bounds a paused owner is not time but the token, which every claim
 * makes larger and every write of an owner checks.
 */
@Injectable()
export class LeaseRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
  ) {}

  /**
   * Accounts that no living listener owns and that are to be synchronised, longest waiting first.
   * @param aliveSince whose heart has not beaten since then is dead
   */
  async unowned(aliveSince: number, limit: number): Promise<ConnectedAccount[]> {
    const accounts = await this.active()
      .andWhere(`(account.leaseOwner IS NULL OR account.leaseOwner NOT IN (${this.living()}))`, { aliveSince })
      .orderBy('account.leaseExpiresAt', 'ASC')
      .limit(limit)
      .getMany();
    return accounts.filter(isConnected);
  }

  /**
   * How many accounts have waited for a listener since then.
   * @param aliveSince whose heart has not beaten since then is dead
   */
  countUnowned(since: number, aliveSince: number): Promise<number> {
    return this.active()
      .andWhere(
        `(account.leaseOwner NOT IN (${this.living()})
          OR (account.leaseOwner IS NULL AND COALESCE(account.leaseExpiresAt, account.updatedAt) < :since))`,
        { since, aliveSince },
      )
      .getCount();
  }

  /** How many mailboxes each listener has when all have as many. */
  async fairShare(aliveSince: number): Promise<number> {
    const listeners = await this.dataSource.getRepository(ListenerInstanceEntity).countBy({ heartbeatAt: MoreThanOrEqual(aliveSince) });
    return Math.ceil((await this.active().getCount()) / Math.max(1, listeners));
  }

  private active() {
    return this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .where(`account.phase NOT IN ${resting} AND account.providerId NOT IN (${halted})`);
  }

  /** Owners that live, as a subquery with the parameter `aliveSince`. */
  private living(): string {
    return this.dataSource
      .createQueryBuilder(ListenerInstanceEntity, 'listener')
      .select('listener.id')
      .where('listener.heartbeatAt >= :aliveSince')
      .getQuery();
  }

  /** Takes an unowned account; `null` when another listener was faster. */
  async claim(account: AccountEntity, owner: string): Promise<Lease | null> {
    const token = account.leaseToken + 1;
    return (await this.changes({
      sql: `UPDATE mail_account SET lease_owner = ?, lease_token = ?, lease_expires_at = NULL
            WHERE id = ? AND lease_token = ? AND phase NOT IN ${resting} AND provider_id NOT IN (${halted})`,
      parameters: [owner, token, account.id, account.leaseToken],
    }))
      ? { accountId: account.id, token }
      : null;
  }

  /** The accounts that the owner has, with their tokens. */
  async heldBy(owner: string): Promise<Map<string, number>> {
    const rows = await this.reader.rows<{ id: string; lease_token: number }>(
      'SELECT id, lease_token FROM mail_account WHERE lease_owner = ?',
      [owner],
    );
    return new Map(rows.map(({ id, lease_token }) => [id, lease_token]));
  }

  /** No other process works on this database: whoever held a lease is dead, and its mailboxes need not wait for it to expire. */
  async buryOwners(): Promise<void> {
    await this.writer.write([
      { sql: 'UPDATE mail_account SET lease_owner = NULL, lease_expires_at = NULL WHERE lease_owner IS NOT NULL', parameters: [] },
    ]);
  }

  async release(lease: Lease): Promise<void> {
    await this.changes({
      sql: 'UPDATE mail_account SET lease_owner = NULL, lease_expires_at = ? WHERE id = ? AND lease_token = ?',
      parameters: [Date.now(), lease.accountId, lease.token],
    });
  }

  /**
   * Takes the mailbox from whoever owns it, for the next listener to begin anew: what they have under way is never written.
   * @param also is written with it, all or nothing
   */
  async revoke(accountId: string, also: readonly Statement[]): Promise<void> {
    await this.writer.write([{ sql: `${beginAnew} WHERE id = ?`, parameters: [Date.now(), accountId] }, ...also]);
  }

  /** The same for every account of a provider. */
  async revokeAllOf(providerId: string): Promise<void> {
    await this.writer.write([{ sql: `${beginAnew} WHERE provider_id = ?`, parameters: [Date.now(), providerId] }]);
  }

  /** As `revoke`, for no listener to take the mailbox up. */
  async retire(accountId: string, phase: RestingPhase, also: readonly Statement[]): Promise<void> {
    await this.writer.write([{ sql: `${revoking}, phase = ? WHERE id = ?`, parameters: [Date.now(), phase, accountId] }, ...also]);
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
