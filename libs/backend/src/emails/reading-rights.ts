import { Injectable } from '@nestjs/common';
import { AccountRepository } from '../accounts/account-repository';
import { HostBridge, type HostUser } from '../host-bridge';
import { SqlReader } from '../store/sql-reader';

interface AccountRow {
  id: string;
  owner_id: string;
}

/** Whose mail a user reads: their own, and what the host lets them read besides. */
@Injectable()
export class ReadingRights {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly host: HostBridge,
    private readonly reader: SqlReader,
  ) {}

  /** The account alone, if the user may read it; `[]` otherwise. */
  async account(user: HostUser, accountId: string): Promise<string[]> {
    return this.allowed(user, `SELECT id, owner_id FROM mail_account WHERE id = ? AND phase <> 'deleting'`, accountId);
  }

  /** The user's own accounts, and that of the email if the host lets them read it. */
  email(user: HostUser, emailId: string): Promise<string[]> {
    return this.withOwn(user, 'SELECT account_id FROM mail_message WHERE id = ?', emailId);
  }

  /** The same of a conversation. */
  thread(user: HostUser, threadId: string): Promise<string[]> {
    return this.withOwn(user, 'SELECT account_id FROM mail_message WHERE thread_id = ?', threadId);
  }

  private async withOwn(user: HostUser, accountIds: string, id: string): Promise<string[]> {
    const others = `SELECT id, owner_id FROM mail_account WHERE phase <> 'deleting' AND id IN (${accountIds})`;
    return [...new Set([...(await this.accounts.idsOf(user.id)), ...(await this.allowed(user, others, id))])];
  }

  private async allowed(user: HostUser, accounts: string, id: string): Promise<string[]> {
    const allowed: string[] = [];
    for (const { id: accountId, owner_id: ownerId } of await this.reader.rows<AccountRow>(accounts, [id])) {
      if (ownerId === user.id || (await this.host.mayReadMailOf(user, ownerId))) allowed.push(accountId);
    }
    return allowed;
  }
}
