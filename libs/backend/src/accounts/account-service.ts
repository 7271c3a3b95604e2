import { Injectable, Logger } from '@nestjs/common';
import { type AccountInput, type AccountPatch, domainOf, type ReconnectInput } from '@mailroom/contract';
import type { TokenSource } from '@mailroom/mail-adapter';
import { auditEntry, changesBetween, secretChange } from '../audit/audit-entry';
import { becomesPersonal } from '../exchange-integration/coverage-statements';
import { PolicyLimits, refuseManaged } from '../exchange-integration/policy-limits';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import type { ProviderEntity } from '../providers/provider.entity';
import { ProviderRepository } from '../providers/provider-repository';
import { ProviderRules } from '../providers/provider-rules';
import { TokenVault } from '../security/token-vault';
import { type Statement, StaleWriteError } from '../store/atomic-writer';
import { violatesForeignKey, violatesUnique } from '../store/constraint-errors';
import { Synchroniser } from '../sync/synchroniser';
import { AccountEntity, type ConnectedAccount, isManaged } from './account.entity';
import { fieldProblem, loginFor } from './account-login';
import { newAccount, mailboxOf, requestedAccount } from './account-request';
import { AccountRepository } from './account-repository';
import { accountSubject } from './account-subject';
import { passwordContext } from './mailbox-connector';
import { MailboxVerifier } from './mailbox-verifier';

/** What opens a mailbox: a password or the tokens of OAuth 2.0, and what is stored of it once it has. */
export interface Credentials {
  secret: string | TokenSource;
  sealed: () => Partial<Pick<AccountEntity, 'password' | 'tokenCache'>>;
}

/** Connects email accounts, and starts and stops them. Credentials are tried before anything is saved. */
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
    private readonly limits: PolicyLimits,
  ) {}

  async connect(owner: HostUser, input: AccountInput): Promise<AccountEntity> {
    const { account, provider } = await this.prepare(owner, input);
    const { password } = input;
    if (password === undefined) throw fieldProblem('password', 'password-required', 'Enter the mailbox’s password.');
    return this.add(owner, account, provider, this.withPassword(account, password));
  }

  /**
   * The account that is asked for, not saved yet: a new one, or the disconnected one of the same mailbox.
   * @throws ProblemError when there can be none
   */
  async prepare(owner: HostUser, input: AccountInput): Promise<{ account: AccountEntity; provider: ProviderEntity }> {
    const provider = await this.providerFor(input);
    const known = await this.accounts.findByMailbox(owner.id, mailboxOf(input));
    if (known && known.phase !== 'disconnected' && !isManaged(known)) throw alreadyThere(known);
    const account = requestedAccount(known ?? newAccount(owner), provider, input);
    return { account: Object.assign(account, known && { mailboxAddress: known.mailboxAddress }), provider };
  }

  /** Saves an account that was prepared, once its credentials work. */
  async add(owner: HostUser, account: AccountEntity, provider: ProviderEntity, { secret, sealed }: Credentials): Promise<AccountEntity> {
    const { serverVersion } = await this.verifier.verify(account, provider, secret);
    const secrets = sealed();
    const isDefault = (await this.accounts.heirOf(account)) === null;
    Object.assign(account, { serverVersion, isDefault, ...secrets });
    const { emailAddress, sharedMailboxAddress, login } = account;
    const changes = changesBetween({}, { emailAddress, sharedMailboxAddress, login, provider: provider.name });
    const audit = auditEntry(owner, 'account.connected', accountSubject(account), [...changes, ...Object.keys(secrets).map(secretChange)]);
    try {
      await this.save(account, audit);
    } catch (error) {
      if (violatesUnique(error) || error instanceof StaleWriteError) throw alreadyThere(account);
      if (violatesForeignKey(error)) throw unknownProvider('The email provider was deleted meanwhile.');
      throw error;
    }
    this.logger.log(`Email account ${account.id} of user ${owner.id} was connected.`);
    this.synchroniser.wake(account.id);
    return account;
  }

  /** A new account, one that only the emails were left of, or one that the organisation has opened until now. */
  private async save(account: AccountEntity, audit: readonly Statement[]): Promise<void> {
    const known = await this.accounts.findByMailbox(account.ownerId, account.mailboxAddress);
    if (!known) await this.accounts.insert(account, audit);
    else if (isManaged(known)) await this.synchroniser.interrupt(known.id, [...becomesPersonal(account), ...audit]);
    else await this.accounts.revive(account, audit);
  }

  async changeCredentials(actor: HostUser, account: ConnectedAccount, patch: AccountPatch): Promise<void> {
    if (patch.login === undefined && patch.password === undefined) return;
    refuseManaged(account);
    const provider = await this.providerOf(account);
    const login = patch.login === undefined ? account.login : loginFor(provider, account.emailAddress, patch.login);
    const password = patch.password ?? this.storedPassword(account);
    await this.replaceCredentials(actor, account, { ...this.withPassword(account, password), login });
    if (account.phase !== 'paused') await this.start(account);
  }

  /** Saves other credentials, once they work; everything else stays. */
  async replaceCredentials(actor: HostUser, account: ConnectedAccount, credentials: Credentials & { login?: string }): Promise<void> {
    const { secret, sealed, login = account.login } = credentials;
    const { serverVersion } = await this.verifier.verify({ ...account, login }, await this.providerOf(account), secret);
    const secrets = sealed();
    const changes = [...changesBetween({ login: account.login }, { login }), ...Object.keys(secrets).map(secretChange)];
    const audit = auditEntry(actor, 'account.changed', accountSubject(account), changes);
    await this.accounts.update(account, { login, serverVersion, ...secrets }, audit);
    this.logger.log(`Email account ${account.id} got new credentials.`);
  }

  /** Asks the server for what is new, also where it needed a person before. */
  async sync(account: ConnectedAccount): Promise<void> {
    if (account.phase === 'paused') {
      throw new ProblemError(409, 'account-paused', 'This email account is paused.', { remedy: 'Resume it first.' });
    }
    if (!(await this.providerOf(account)).receive) {
      throw new ProblemError(409, 'receiving-off', 'The email provider does not receive emails.', {
        remedy: 'Ask a CRM administrator to switch on “Receive emails” for it.',
      });
    }
    this.synchroniser.wake(account.id);
  }

  async pause(actor: HostUser, account: ConnectedAccount): Promise<void> {
    if (account.phase === 'paused') return;
    if (actor.id === account.ownerId) await this.limits.checkPause(account);
    await this.synchroniser.release(account.id, 'paused', auditEntry(actor, 'account.paused', accountSubject(account), []));
  }

  async resume(actor: HostUser, account: ConnectedAccount): Promise<void> {
    if (account.phase === 'paused') await this.start(account, auditEntry(actor, 'account.resumed', accountSubject(account), []));
  }

  /** Tries the password while the user waits, the stored one unless there is another, and begins anew. */
  async reconnect(actor: HostUser, account: ConnectedAccount, { password }: ReconnectInput): Promise<void> {
    if (password !== undefined) refuseManaged(account);
    // It is opened anew by the organisation's own means.
    if (isManaged(account)) return this.start(account);
    if (password === undefined) await this.verifier.verify(account, await this.providerOf(account), this.storedPassword(account));
    else await this.replaceCredentials(actor, account, this.withPassword(account, password));
    await this.start(account);
  }

  /** Begins anew, where it stopped. @param also is written with it, all or nothing */
  async start(account: ConnectedAccount, also: readonly Statement[] = []): Promise<void> {
    await this.accounts.update(account, { phase: 'connecting', errorCode: null, errorMessage: null, errorSince: null }, also);
    this.synchroniser.wake(account.id);
  }

  private async providerFor({ providerId, emailAddress }: AccountInput): Promise<ProviderEntity> {
    const domain = domainOf(emailAddress);
    const provider = providerId === undefined ? await this.providers.findByDomain(domain) : await this.providers.find(providerId);
    if (provider && this.rules.isUsable(provider)) return provider;
    throw unknownProvider(providerId === undefined ? `No email provider is set up for ${domain}.` : 'There is no such email provider.');
  }

  async providerOf({ providerId }: ConnectedAccount): Promise<ProviderEntity> {
    const provider = await this.providers.ofAccount(providerId);
    if (!provider) throw unknownProvider('The email provider was deleted meanwhile.');
    return provider;
  }

  private withPassword({ id }: AccountEntity, password: string): Credentials {
    return { secret: password, sealed: () => ({ password: this.vault.seal(password, passwordContext(id)) }) };
  }

  private storedPassword({ id, password }: AccountEntity): string {
    if (password === null) throw fieldProblem('password', 'password-required', 'Enter the mailbox’s password.');
    return this.vault.open(password, passwordContext(id));
  }
}

function alreadyThere({ mailboxAddress, phase }: AccountEntity): ProblemError {
  const what = phase === 'deleting' ? 'is still being deleted from' : 'is already among';
  return new ProblemError(409, 'account-exists', `The mailbox ${mailboxAddress} ${what} your email accounts.`);
}

function unknownProvider(message: string): ProblemError {
  return fieldProblem('providerId', 'provider-unknown', message);
}
