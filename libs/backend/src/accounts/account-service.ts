import { Injectable, Logger } from '@nestjs/common';
import { type AccountInput, type AccountPatch, domainOf } from '@mailroom/contract';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import type { ProviderEntity } from '../providers/provider.entity';
import { ProviderRepository } from '../providers/provider-repository';
import { ProviderRules } from '../providers/provider-rules';
import { TokenVault } from '../security/token-vault';
import { violatesForeignKey, violatesUnique } from '../store/constraint-errors';
import { newId } from '../store/id';
import { Synchroniser } from '../sync/synchroniser';
import { AccountEntity } from './account.entity';
import { AccountEraser } from './account-eraser';
import { fieldProblem, loginFor } from './account-login';
import { AccountRepository } from './account-repository';
import { passwordContext } from './mailbox-connector';
import { MailboxVerifier } from './mailbox-verifier';

/** Connects, changes and deletes email accounts. Credentials are tried before anything is saved. */
@Injectable()
export class AccountService {
  private readonly logger = new Logger(AccountService.name);

  constructor(
    private readonly accounts: AccountRepository,
    private readonly providers: ProviderRepository,
    private readonly rules: ProviderRules,
    private readonly verifier: MailboxVerifier,
    private readonly vault: TokenVault,
    private readonly synchroniser: Synchroniser,
    private readonly eraser: AccountEraser,
  ) {}

  async connect(owner: HostUser, input: AccountInput): Promise<AccountEntity> {
    const provider = await this.providerFor(input);
    const { password } = input;
    const account = newAccount(owner, provider, input);
    if (password === undefined) throw fieldProblem('password', 'password-required', 'Enter the mailbox’s password.');
    await this.refuseExisting(account);
    const { serverVersion } = await this.verifier.verify(account, provider, password);
    Object.assign(account, { serverVersion, password: this.vault.seal(password, passwordContext(account.id)) });
    try {
      await this.accounts.insert(account);
    } catch (error) {
      if (violatesUnique(error)) await this.refuseExisting(account);
      if (violatesForeignKey(error)) throw unknownProvider('The email provider was deleted meanwhile.');
      throw error;
    }
    this.logger.log(`Email account ${account.id} of user ${owner.id} was connected.`);
    this.synchroniser.wake(account.id);
    return account;
  }

  async changeCredentials(account: AccountEntity, patch: AccountPatch): Promise<void> {
    if (patch.login === undefined && patch.password === undefined) return;
    const provider = await this.providerOf(account);
    const login = patch.login === undefined ? account.login : loginFor(provider, account.emailAddress, patch.login);
    const password = patch.password ?? this.storedPassword(account);
    const { serverVersion } = await this.verifier.verify({ ...account, login }, provider, password);
    await this.accounts.update(account, { login, serverVersion, password: this.vault.seal(password, passwordContext(account.id)) });
    this.logger.log(`Email account ${account.id} got new credentials.`);
    if (account.phase !== 'paused') await this.start(account);
  }

  /** Asks the server for what is new, also where it needed a person before. */
  sync(account: AccountEntity): void {
    if (account.phase === 'paused') {
      throw new ProblemError(409, 'account-paused', 'This email account is paused.', { remedy: 'Resume it first.' });
    }
    this.synchroniser.wake(account.id);
  }

  async pause(account: AccountEntity): Promise<void> {
    await this.synchroniser.release(account.id);
  }

  async resume(account: AccountEntity): Promise<void> {
    if (account.phase === 'paused') await this.start(account);
  }

  /** Tries the stored credentials while the user waits, and begins anew. */
  async reconnect(account: AccountEntity): Promise<void> {
    await this.verifier.verify(account, await this.providerOf(account), this.storedPassword(account));
    await this.start(account);
  }

  async remove(account: AccountEntity): Promise<void> {
    await this.synchroniser.release(account.id);
    await this.eraser.erase(account.id);
    this.logger.log(`Email account ${account.id} and its messages were deleted.`);
  }

  /** For a host whose user is deleted: nothing of the user's mail stays. */
  async removeAllOf(ownerId: string): Promise<void> {
    for (const account of await this.accounts.all(ownerId)) await this.remove(account);
  }

  private async start(account: AccountEntity): Promise<void> {
    await this.accounts.update(account, { phase: 'connecting', errorCode: null, errorMessage: null, errorSince: null });
    this.synchroniser.wake(account.id);
  }

  private async providerFor({ providerId, emailAddress }: AccountInput): Promise<ProviderEntity> {
    const domain = domainOf(emailAddress);
    const provider = providerId === undefined ? await this.providers.findByDomain(domain) : await this.providers.find(providerId);
    if (provider && this.rules.isUsable(provider)) return provider;
    throw unknownProvider(providerId === undefined ? `No email provider is set up for ${domain}.` : 'There is no such email provider.');
  }

  private async providerOf({ providerId }: AccountEntity): Promise<ProviderEntity> {
    const provider = await this.providers.find(providerId);
    if (!provider) throw unknownProvider('The email provider was deleted meanwhile.');
    return provider;
  }

  private async refuseExisting({ ownerId, mailboxAddress }: AccountEntity): Promise<void> {
    if (!(await this.accounts.findByMailbox(ownerId, mailboxAddress))) return;
    throw new ProblemError(409, 'account-exists', `The mailbox ${mailboxAddress} is already among your email accounts.`);
  }

  private storedPassword({ id, password }: AccountEntity): string {
    if (password === null) throw fieldProblem('password', 'password-required', 'Enter the mailbox’s password.');
    return this.vault.open(password, passwordContext(id));
  }
}

function newAccount(owner: HostUser, provider: ProviderEntity, { emailAddress, login, sharedMailboxAddress }: AccountInput): AccountEntity {
  const now = Date.now();
  return Object.assign(new AccountEntity(), {
    id: newId(),
    ownerId: owner.id,
    providerId: provider.id,
    kind: sharedMailboxAddress === undefined ? 'personal' : 'shared',
    emailAddress,
    sharedMailboxAddress: sharedMailboxAddress ?? null,
    mailboxAddress: (sharedMailboxAddress ?? emailAddress).toLowerCase(),
    login: loginFor(provider, emailAddress, login),
    phase: 'connecting',
    errorCode: null,
    errorMessage: null,
    errorSince: null,
    leaseToken: 0,
    createdAt: now,
    updatedAt: now,
  } satisfies Partial<AccountEntity>);
}

function unknownProvider(message: string): ProblemError {
  return fieldProblem('providerId', 'provider-unknown', message);
}
