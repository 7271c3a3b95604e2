import { type Account, type AccountError, type ImportPolicy, isMailErrorCode, mailErrors } from '@mailroom/contract';
import type { ProviderEntity } from '../providers/provider.entity';
import { exclusionsOf } from '../sync/import-policy';
import { type AccountEntity, isManaged } from './account.entity';
import type { MessageCounts } from './account-repository';

/** Why the account does not work, with what to do about it; `null` when it does. */
export function accountError({
  errorCode,
  errorMessage,
  errorSince,
}: Pick<AccountEntity, 'errorCode' | 'errorMessage' | 'errorSince'>): AccountError | null {
  if (errorCode === null) return null;
  const known = isMailErrorCode(errorCode) ? mailErrors[errorCode] : null;
  return {
    code: errorCode,
    message: errorMessage ?? known?.title ?? errorCode,
    remedy: known?.remedy ?? 'Tell the CRM’s operator: its log says more.',
    since: new Date(errorSince ?? 0).toISOString(),
  };
}

/** What an account's own row does not say. */
export interface AccountSurroundings {
  /** `null` once the account is disconnected. */
  provider: ProviderEntity | null;
  ownerName: string | null;
  /** The organisation's, for the accounts that it manages. */
  policy: ImportPolicy | null;
  counts: MessageCounts | undefined;
}

export function accountView(account: AccountEntity, { provider, ownerName, policy, counts }: AccountSurroundings): Account {
  const { id, emailAddress, kind, login, sharedMailboxAddress, providerId, phase, ownerId, signature, isDefault, startDate } = account;
  return {
    ...{ id, emailAddress, kind, sharedMailboxAddress, login: kind === 'impersonated' ? null : login },
    ...{ providerId, phase, ownerId, ownerName, signature, isDefault },
    startDate: startDate === null ? null : new Date(startDate).toISOString(),
    managedBy: isManaged(account) ? 'organisation' : null,
    policy: isManaged(account) ? policy : null,
    exclusions: exclusionsOf(account),
    providerName: provider?.name ?? null,
    serviceType: provider?.serviceType ?? null,
    authMethod: provider?.authMethod ?? null,
    receive: provider?.receive ?? false,
    send: provider?.send ?? false,
    importedCount: counts?.importedCount ?? 0,
    unreadCount: counts?.unreadCount ?? 0,
    lastError: accountError(account),
    createdAt: new Date(account.createdAt).toISOString(),
  };
}
