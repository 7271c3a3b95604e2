import { Injectable } from '@nestjs/common';
import { type AccountPatch, BEFORE_START_DATE } from '@mailroom/contract';
import { auditEntry, changesBetween } from '../audit/audit-entry';
import type { HostUser } from '../host-bridge';
import type { Statement } from '../store/atomic-writer';
import { update } from '../store/statements';
import { Synchroniser } from '../sync/synchroniser';
import type { ConnectedAccount } from './account.entity';
import { AccountRepository, compareAnew, makeDefault } from './account-repository';
import { accountSubject } from './account-subject';

type Settings = Pick<ConnectedAccount, 'signature' | 'isDefault' | 'startDate'> & { keepsEarlier: boolean };

/** Changes what of an account concerns no credentials. */
@Injectable()
export class AccountSettings {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly synchroniser: Synchroniser,
  ) {}

  async change(actor: HostUser, account: ConnectedAccount, patch: AccountPatch): Promise<void> {
    const settings = { ...settingsOf(account), ...patched(patch) };
    const changes = changesBetween(shown(settingsOf(account)), shown(settings));
    if (changes.length === 0) return;
    const { signature, startDate, keepsEarlier } = settings;
    const hasNewStart = startDate !== account.startDate || keepsEarlier !== settingsOf(account).keepsEarlier;
    const also = [
      ...(settings.isDefault && !account.isDefault ? makeDefault(account) : []),
      ...auditEntry(actor, 'account.changed', accountSubject(account), changes),
    ];
    if (!hasNewStart) return this.accounts.update(account, { signature }, also);
    const columns = { signature, start_date: startDate, keeps_earlier: keepsEarlier, updated_at: Date.now() };
    await this.synchroniser.interrupt(account.id, [
      update('mail_account', { column: 'id', value: account.id }, columns),
      ...forgetEarlyMessages(account.id),
      compareAnew(account.id),
      ...also,
    ]);
    this.synchroniser.wake(account.id);
  }
}

function settingsOf({ signature, isDefault, startDate, keepsEarlier }: ConnectedAccount): Settings {
  return { signature, isDefault, startDate, keepsEarlier: keepsEarlier ?? false };
}

function patched({ signature, isDefault, startDate, earlierEmails }: AccountPatch): Partial<Settings> {
  return {
    ...(signature !== undefined && { signature }),
    ...(isDefault !== undefined && { isDefault }),
    ...(startDate !== undefined && {
      startDate: startDate === null ? null : Date.parse(startDate),
      keepsEarlier: startDate !== null && earlierEmails === 'keep',
    }),
  };
}

/** As the API shows them. */
function shown({ signature, isDefault, startDate, keepsEarlier }: Settings) {
  return {
    ...{ signature, isDefault, startDate: startDate === null ? null : new Date(startDate).toISOString() },
    earlierEmails: keepsEarlier ? 'keep' : 'remove',
  };
}

/** What was too early may be so no more: the next comparison with the mailbox lists it again. */
function forgetEarlyMessages(accountId: string): Statement[] {
  return [
    { sql: 'DELETE FROM mail_skipped WHERE account_id = ? AND reason = ?', parameters: [accountId, BEFORE_START_DATE] },
    {
      sql: `UPDATE mail_folder SET skipped_count = (SELECT COUNT(*) FROM mail_skipped WHERE mail_skipped.folder_id = mail_folder.id)
            WHERE account_id = ?`,
      parameters: [accountId],
    },
  ];
}
