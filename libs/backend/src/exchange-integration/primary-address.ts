import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountEntity, type ConnectedAccount } from '../accounts/account.entity';
import { EventHub } from '../events/event-hub';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { violatesUnique } from '../store/constraint-errors';
import { SqlReader } from '../store/sql-reader';
import { update } from '../store/statements';
import { fence, type Lease } from '../sync/lease-repository';
import { becomesManaged, coverage } from './coverage-statements';

/**
 * The CRM knows users by addresses that may be second ones of their mailboxes. The mail server says which is the primary one, by which
 * a mailbox is told from others: a user who has the same mailbox already, by that address, keeps that account alone.
 */
@Injectable()
export class PrimaryAddress {
  private readonly logger = new Logger(PrimaryAddress.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
  ) {}

  /** @throws StaleWriteError when another account of the owner is this mailbox: the account is given up for it */
  async learn(account: ConnectedAccount, lease: Lease, primaryAddress: string): Promise<void> {
    const mailboxAddress = primaryAddress.toLowerCase();
    if (account.kind !== 'impersonated' || account.mailboxAddress === mailboxAddress) return;
    try {
      await this.writer.write([
        fence(lease, Date.now()),
        update('mail_account', { column: 'id', value: account.id }, { mailbox_address: mailboxAddress }),
      ]);
      account.mailboxAddress = mailboxAddress;
    } catch (error) {
      if (!violatesUnique(error)) throw error;
      await this.giveUp(account, lease, mailboxAddress);
    }
  }

  private async giveUp(account: ConnectedAccount, lease: Lease, mailboxAddress: string): Promise<void> {
    const { id, ownerId, coveredAddress, coveredName } = account;
    const other = await this.dataSource.getRepository(AccountEntity).findOneBy({ ownerId, mailboxAddress });
    if (!other || coveredAddress === null) throw new StaleWriteError('The mailbox’s other account is gone.');
    const holdsMail = (await this.reader.rows('SELECT 1 FROM mail_message WHERE account_id = ? LIMIT 1', [id])).length > 0;
    const user = { address: coveredAddress, name: coveredName ?? '' };
    await this.writer.write([
      fence(lease, Date.now()),
      {
        sql: `UPDATE mail_account SET lease_owner = NULL, lease_token = lease_token + 1, phase = ?, provider_id = NULL, is_default = ?,
                covered_address = NULL, covered_domain = NULL, covered_name = NULL WHERE id = ?`,
        parameters: [holdsMail ? 'disconnected' : 'deleting', false, id],
      },
      ...(other.phase === 'disconnected' ? becomesManaged(other, user, account.isDefault) : [coverage(other, user)]),
    ]);
    for (const changed of [id, other.id]) this.events.changed(ownerId, changed);
    this.logger.log(`Account ${id} is the mailbox of account ${other.id}, which is kept.`);
    throw new StaleWriteError('The mailbox has another account.');
  }
}
