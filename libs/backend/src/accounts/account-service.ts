import { Injectable, Logger } from '@nestjs/common';
import { type AccountInput, type AccountPatch, domainOf, type ReconnectInput } from '@mailroom/contract';
import type { TokenSource } from '@mailroom/mail-adapter';
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

/** What opens a mailbox: a password or the tokens of OAuth 2.0, and what is stored of it once it has. */
export interface Credentials {
  secret: string | TokenSource;
  sealed: () => Partial<Pick<AccountEntity, 'password' | 'tokenCache'>>;
}

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
    const { account, provider } = await this.prepare(owner, input);
    const { password } = input;
    if (password === undefined) throw fieldProblem('password', 'password-required', 'Enter the mailbox’s password.');
    return this.add(owner, account, provider, { secret: password, sealed: () => this.sealedPassword(account, password) });
  }

  /** The account that is asked for, not saved yet. @throws ProblemError when there can be none */
  async prepare(owner: HostUser, input: AccountInput): Promise<{ account: AccountEntity; provider: ProviderEntity }> {
    const provider = await this.providerFor(input);
    const account = newAccount(owner, provider, input);
    await this.refuseExisting(account);
    return { account, provider };
  }

  /** Saves a new account, once its credentials work. */
  async add(owner: HostUser, account: AccountEntity, provider: ProviderEntity, { secret, sealed }: Credentials): Promise<AccountEntity> {
    const { serverVersion } = await this.verifier.verify(account, provider, secret);
    Object.assign(account, { serverVersion, ...sealed() });
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
    await this.replaceCredentials({ ...account, login }, { secret: password, sealed: () => this.sealedPassword(account, password) });
    if (account.phase !== 'paused') await this.start(account);
  }

  /** Saves other credentials, once they work; everything else stays. */
  async replaceCredentials(account: AccountEntity, { secret, sealed }: Credentials): Promise<void> {
    const { serverVersion } = await this.verifier.verify(account, await this.providerOf(account), secret);
    await this.accounts.update(account, { login: account.login, serverVersion, ...sealed() });
    this.logger.log(`Email account ${account.id} got new credentials.`);
  }

  /** Asks the server for what is new, also where it needed a person before. */
  sync(account: AccountEntity): void {
    if (account.phase === 'paused') {
      throw new ProblemError(409, 'account-paused', 'This email account is paused.', { remedy: 'Resume it first.' });
    }
    this.synchroniser.wake(account.id);
  }

  async pause(account: AccountEntity): Promise<void> {
    await this.synchroniser.release(account.id, 'paused');
  }

  async resume(account: AccountEntity): Promise<void> {
    if (account.phase === 'paused') await this.start(account);
  }

  /** Tries the password while the user waits, the stored one unless there is another, and begins anew. */
  async reconnect(account: AccountEntity, { password = this.storedPassword(account) }: ReconnectInput): Promise<void> {
    await this.replaceCredentials(account, { secret: password, sealed: () => this.sealedPassword(account, password) });
    await this.start(account);
  }

  async remove(account: AccountEntity): Promise<void> {
    await this.synchroniser.release(account.id, 'deleting');
    await this.eraser.erase(account.id);
    this.logger.log(`Email account ${account.id} and its messages were deleted.`);
  }

  /** For a host whose user is deleted: nothing of the user's mail stays. */
  async removeAllOf(ownerId: string): Promise<void> {
    for (const account of await this.accounts.all(ownerId)) await this.remove(account);
  }

  /** Begins anew, where it stopped. */
  async start(account: AccountEntity): Promise<void> {
    await this.accounts.update(account, { phase: 'connecting', errorCode: null, errorMessage: null, errorSince: null });
    this.synchroniser.wake(account.id);
  }

  private async providerFor({ providerId, emailAddress }: AccountInput): Promise<ProviderEntity> {
    const domain = domainOf(emailAddress);
    const provider = providerId === undefined ? await this.providers.findByDomain(domain) : await this.providers.find(providerId);
    if (provider && this.rules.isUsable(provider)) return provider;
    throw unknownProvider(providerId === undefined ? `No email provider is set up for ${domain}.` : 'There is no such email provider.');
  }

  async providerOf({ providerId }: AccountEntity): Promise<ProviderEntity> {
    const provider = providerId === null ? null : await this.providers.find(providerId);
    if (!provider) throw unknownProvider('The email provider was deleted meanwhile.');
    return provider;
  }

  private async refuseExisting({ ownerId, mailboxAddress }: AccountEntity): Promise<void> {
    if (!(await this.accounts.findByMailbox(ownerId, mailboxAddress))) return;
    throw new ProblemError(409, 'account-exists', `The mailbox ${mailboxAddress} is already among your email accounts.`);
  }

  private sealedPassword({ id }: AccountEntity, password: string): Pick<AccountEntity, 'password'> {
    return { password: this.vault.seal(password, passwordContext(id)) };
  }

  private storedPassword({ id, password }: AccountEntity): string {
    if (password === null) throw fieldProblem('password', 'password-required', 'Enter the mailbox’s password.');
    return this.vault.open(password, passwordContext(id));
  }
}

function newAccount(owner: HostUser, provider: ProviderEntity, { emailAddress, login, sharedMailboxAddress, startDate }: AccountInput): AccountEntity {
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
    signature: '',
    isDefault: false,
    startDate: startDate === undefined || startDate === null ? null : Date.parse(startDate),
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
