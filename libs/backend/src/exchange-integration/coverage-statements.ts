import { domainOf, exclusionReasons } from '@mailroom/contract';
import type { AccountEntity } from '../accounts/account.entity';
import { compareAnew } from '../accounts/account-repository';
import { accountDisconnected } from '../emails/sending/sending-failure';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import type { Statement } from '../store/atomic-writer';
import { newId } from '../store/id';
import { list } from '../store/sql-reader';
import { update } from '../store/statements';
import { forgetExcluded } from '../sync/ledger-statements';

/** A user of the CRM whose mailbox is covered. */
export interface CoveredUser {
  /** In lower case, the domain's labels as A-labels. */
  address: string;
  name: string;
}

const coveredColumns = ({ address, name }: CoveredUser) => ({
  covered_address: address,
  covered_domain: domainOf(address),
  covered_name: name.slice(0, 200),
});

/** The account is of a covered mailbox, whichever way that is reached. */
export function coverage({ id }: Pick<AccountEntity, 'id'>, user: CoveredUser): Statement {
  return update('mail_account', { column: 'id', value: id }, coveredColumns(user));
}

/** What a covered mailbox that has no account gets. */
export function managedAccount(ownerId: string, user: CoveredUser, isDefault: boolean): Record<string, unknown> {
  const now = Date.now();
  return {
    ...{ id: newId(), owner_id: ownerId, provider_id: ORGANISATION_PROVIDER_ID, kind: 'impersonated', login: '', signature: '' },
    ...{ email_address: user.address, mailbox_address: user.address, is_default: isDefault, phase: 'connecting', lease_token: 0 },
    ...coveredColumns(user),
    ...{ created_at: now, updated_at: now },
  };
}

/**
 * The account is opened by the organisation from now on; what was imported stays, and whoever synchronised it can write nothing more.
 * Unless the organisation opened it before, the folders are compared with the mailbox: nothing that is here is fetched again.
 */
export function becomesManaged(account: AccountEntity, user: CoveredUser, isDefault: boolean): Statement[] {
  const { id, kind } = account;
  const columns = {
    ...{ kind: 'impersonated', provider_id: ORGANISATION_PROVIDER_ID, login: '', password: null, token_cache: null },
    ...{ email_address: user.address, shared_mailbox_address: null, is_default: isDefault, updated_at: Date.now() },
    ...{
      error_code: null,
      error_message: null,
      error_since: null,
      phase: 'connecting',
      lease_owner: null,
      lease_token: account.leaseToken + 1,
    },
    ...coveredColumns(user),
  };
  return [
    {
      sql: `UPDATE mail_account SET id = id WHERE id = ? AND lease_token = ? AND phase <> 'deleting'`,
      parameters: [id, account.leaseToken],
      expectRows: 1,
    },
    update(
      'mail_account',
      { column: 'id', value: id },
      kind === 'impersonated' ? columns : { ...columns, applied_policy: null, folder_cursor: null },
    ),
    ...(kind === 'impersonated' ? [] : [...forgetExcluded(id, exclusionReasons), compareAnew(id)]),
  ];
}

/**
 * The account is opened by its owner's own credentials from now on, and by no policy but its owner's. What was imported stays, and is
 * compared with the mailbox.
 */
export function becomesPersonal(account: AccountEntity): Statement[] {
  const { id, providerId, kind, emailAddress, sharedMailboxAddress, login, serverVersion, startDate } = account;
  const columns = {
    ...{ provider_id: providerId, kind, email_address: emailAddress, shared_mailbox_address: sharedMailboxAddress, login },
    ...{ password: account.password, token_cache: account.tokenCache, server_version: serverVersion, start_date: startDate },
    ...{ phase: 'connecting', error_code: null, error_message: null, error_since: null },
    ...{ applied_policy: null, folder_cursor: null, updated_at: Date.now() },
  };
  return [update('mail_account', { column: 'id', value: id }, columns), ...forgetExcluded(id, exclusionReasons), compareAnew(id)];
}

/** Which covered accounts: a condition, with its parameters. */
interface Accounts {
  sql: string;
  parameters: readonly unknown[];
}

export const outsideDomains = (domains: readonly string[]): Accounts =>
  domains.length === 0 ? { sql: '1 = 1', parameters: [] } : { sql: `covered_domain NOT IN ${list(domains.length)}`, parameters: domains };

export const withIds = (ids: readonly string[]): Accounts => ({ sql: `id IN ${list(ids.length)}`, parameters: ids });

/**
 * These are covered no longer. Those that the organisation opened are disconnected: nobody writes them any more, and their mail stays.
 * What waits to be sent from them leaves no more, and an owner's next account becomes the default.
 */
export function uncover({ sql: which, parameters }: Accounts): Statement[] {
  const managed = `provider_id = '${ORGANISATION_PROVIDER_ID}' AND kind = 'impersonated' AND phase <> 'deleting' AND (${which})`;
  return [
    {
      sql: `UPDATE mail_outgoing SET status = 'failed', failure_code = ?
            WHERE status IN ('queued', 'sending') AND account_id IN (SELECT id FROM mail_account WHERE ${managed})`,
      parameters: [accountDisconnected.code, ...parameters],
    },
    {
      sql: `UPDATE mail_account SET lease_owner = NULL, lease_expires_at = ?, lease_token = lease_token + 1, phase = 'disconnected',
              error_code = NULL, error_message = NULL, error_since = NULL, is_default = ?, covered_address = NULL, covered_name = NULL,
              provider_id = NULL
            WHERE ${managed}`,
      parameters: [Date.now(), false, ...parameters],
    },
    {
      sql: `UPDATE mail_account SET covered_address = NULL, covered_name = NULL WHERE covered_address IS NOT NULL AND (${which})`,
      parameters,
    },
    { sql: 'UPDATE mail_account SET covered_domain = NULL WHERE covered_address IS NULL AND covered_domain IS NOT NULL', parameters: [] },
    heirs,
  ];
}

/** Owners without a default account get their oldest. MySQL updates no table that it reads, but from a table of its own. */
const heirs: Statement = {
  sql: `UPDATE mail_account SET is_default = ? WHERE id IN (SELECT id FROM (
          SELECT MIN(id) AS id FROM mail_account WHERE phase NOT IN ('disconnected', 'deleting') GROUP BY owner_id
          HAVING SUM(CASE WHEN is_default THEN 1 ELSE 0 END) = 0) AS heirs)`,
  parameters: [true],
};
