import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { MailError } from '@mailroom/mail-adapter';
import { DataSource, In, Not } from 'typeorm';
import { AccountEntity, type ConnectedAccount, isConnected } from '../accounts/account.entity';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import type { Outcome } from './super-user-failures';

/** Mailboxes that are opened to see whether the super-user works. */
const sampleSize = 3;
const limitMs = 15_000;

/** Opens a few of the covered mailboxes, to see whether it is the super-user that fails. */
@Injectable()
export class SuperUserProbe {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly connector: MailboxConnector,
  ) {}

  /** Of mailboxes that were opened before. @param failing the account whose failure is looked into; it is opened only where there is no other */
  async ofOthers(failing: ConnectedAccount): Promise<Outcome[]> {
    const others = await this.sample(['live', 'backfilling'], failing.id);
    if (others.length > 0) return this.openAll(others);
    const waiting = await this.sample(['connecting'], failing.id);
    return this.openAll(waiting.length > 0 ? waiting : [failing]);
  }

  /** Of whatever is covered; `[]`: nothing is. */
  async ofAny(): Promise<Outcome[]> {
    return this.openAll(await this.sample(['connecting', 'live', 'backfilling'], ''));
  }

  private async sample(phases: AccountEntity['phase'][], except: string): Promise<ConnectedAccount[]> {
    const accounts = await this.dataSource.getRepository(AccountEntity).find({
      where: { providerId: ORGANISATION_PROVIDER_ID, phase: In(phases), id: Not(except) },
      // The last to have been synchronised are the likeliest to work.
      order: { lastSyncAt: 'DESC' },
      take: sampleSize,
    });
    return accounts.filter(isConnected);
  }

  private openAll(accounts: readonly ConnectedAccount[]): Promise<Outcome[]> {
    return Promise.all(accounts.map((account) => this.outcomeOf(account)));
  }

  private async outcomeOf(account: ConnectedAccount): Promise<Outcome> {
    const signal = AbortSignal.timeout(limitMs);
    try {
      const session = await this.connector.open(account);
      try {
        await session.identify({ signal });
        return null;
      } finally {
        await session.close();
      }
    } catch (error) {
      if (signal.aborted) return new MailError('timeout');
      if (error instanceof MailError) return error;
      throw error;
    }
  }
}
