import type { AccountInput } from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import type { ProviderEntity } from '../providers/provider.entity';
import { newId } from '../store/id';
import { AccountEntity } from './account.entity';
import { loginFor } from './account-login';

type RequestedMailbox = Pick<AccountInput, 'emailAddress' | 'sharedMailboxAddress'>;

/** The mailbox that is asked for, as accounts are compared by it. */
export function mailboxOf({ emailAddress, sharedMailboxAddress }: RequestedMailbox): string {
  return (sharedMailboxAddress ?? emailAddress).toLowerCase();
}

/** An account that was never connected. */
export function newAccount(owner: HostUser): AccountEntity {
  return Object.assign(new AccountEntity(), {
    id: newId(),
    ownerId: owner.id,
    signature: '',
    startDate: null,
    phase: 'connecting',
    leaseToken: 0,
    createdAt: Date.now(),
  } satisfies Partial<AccountEntity>);
}

/** The account as it is asked for; what the request does not name stays. */
export function requestedAccount(account: AccountEntity, provider: ProviderEntity, input: AccountInput): AccountEntity {
  const { emailAddress, login, sharedMailboxAddress, startDate } = input;
  return Object.assign(account, {
    providerId: provider.id,
    kind: sharedMailboxAddress === undefined ? 'personal' : 'shared',
    emailAddress,
    sharedMailboxAddress: sharedMailboxAddress ?? null,
    mailboxAddress: mailboxOf(input),
    login: loginFor(provider, emailAddress, login),
    ...(startDate !== undefined && { startDate: startDate === null ? null : Date.parse(startDate) }),
    errorCode: null,
    errorMessage: null,
    errorSince: null,
    updatedAt: Date.now(),
  } satisfies Partial<AccountEntity>);
}
