import type { AuditSubject } from '../audit/audit-entry';
import { ProblemError } from '../http/problem-error';
import { type AccountEntity, type ConnectedAccount, isConnected } from './account.entity';

/** How the audit log names an account. */
export const accountSubject = ({ id, mailboxAddress }: AccountEntity): AuditSubject => ({ id, name: mailboxAddress });

/** @throws ProblemError 409 for an account whose mailbox cannot be opened any more */
export function connected(account: AccountEntity): ConnectedAccount {
  refuseDeleting(account);
  if (isConnected(account)) return account;
  throw new ProblemError(409, 'account-disconnected', 'Of this email account only the emails are left.', {
    remedy: 'Connect the mailbox anew.',
  });
}

/** @throws ProblemError 409 `account-deleting` */
export function refuseDeleting({ phase }: AccountEntity): void {
  if (phase === 'deleting') throw new ProblemError(409, 'account-deleting', 'This email account is being deleted.');
}
