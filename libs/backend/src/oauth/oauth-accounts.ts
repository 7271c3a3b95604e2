import { Injectable } from '@nestjs/common';
import type { AccountInput, ReconnectInput } from '@mailroom/contract';
import type { AccountEntity, ConnectedAccount } from '../accounts/account.entity';
import { AccountRepository } from '../accounts/account-repository';
import { AccountService, type Credentials } from '../accounts/account-service';
import type { HostUser } from '../host-bridge';
import { TokenVault } from '../security/token-vault';
import { MailboxSignIn, type SignInCallback, type SignInStart, type SignedIn } from './mailbox-sign-in';
import { MailboxTokenSources } from './mailbox-token-sources';
import { tokenCacheContext, UnstoredTokenCache } from './token-cache';

/** What a sign-in is for. */
type Purpose = { kind: 'connect'; input: AccountInput } | { kind: 'reconnect'; accountId: string };

/** Email accounts whose owners sign in elsewhere: begun here, and finished when they come back. */
@Injectable()
export class OAuthAccounts {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly service: AccountService,
    private readonly signIn: MailboxSignIn,
    private readonly tokens: MailboxTokenSources,
    private readonly vault: TokenVault,
  ) {}

  /** Begins to connect a mailbox; `null` when its provider does not want a sign-in elsewhere. */
  async connect(owner: HostUser, { password: _, ...input }: AccountInput): Promise<SignInStart | null> {
    const { account, provider } = await this.service.prepare(owner, input);
    return provider.authMethod === 'oauth2' ? this.begin(owner, account, { kind: 'connect', input }, input.returnTo) : null;
  }

  /** As `connect`, for an account that is there already; it stays as it is until its owner comes back. */
  async reconnect(owner: HostUser, account: ConnectedAccount, { returnTo }: ReconnectInput): Promise<SignInStart | null> {
    const { authMethod } = await this.service.providerOf(account);
    return authMethod === 'oauth2' ? this.begin(owner, account, { kind: 'reconnect', accountId: account.id }, returnTo) : null;
  }

  /** @returns the account's id, once its tokens open the mailbox and everything is saved */
  async complete(callback: SignInCallback): Promise<string> {
    const signedIn = await this.signIn.complete(callback);
    const purpose = JSON.parse(signedIn.purpose) as Purpose;
    return purpose.kind === 'connect' ? this.add(signedIn, purpose.input) : this.renew(signedIn, purpose.accountId);
  }

  private async add(signedIn: SignedIn, input: AccountInput): Promise<string> {
    const { owner, providerId } = signedIn;
    const { account, provider } = await this.service.prepare(owner, { ...input, providerId });
    return (await this.service.add(owner, account, provider, this.credentials(signedIn, account.id))).id;
  }

  private async renew(signedIn: SignedIn, accountId: string): Promise<string> {
    const account = await this.accounts.ownConnected(signedIn.owner, accountId);
    await this.service.replaceCredentials(signedIn.owner, account, this.credentials(signedIn, accountId));
    this.tokens.forget(accountId);
    await this.service.start(account);
    return accountId;
  }

  private begin(owner: HostUser, account: AccountEntity, purpose: Purpose, returnTo: string | undefined): Promise<SignInStart> {
    const { providerId, emailAddress, login } = account;
    return this.signIn.begin({
      ...{ owner, emailAddress, returnTo },
      providerId: providerId ?? '',
      loginName: login === emailAddress ? null : login,
      purpose: JSON.stringify(purpose),
    });
  }

  private credentials({ providerId, tokenCache }: SignedIn, accountId: string): Credentials {
    const cache = new UnstoredTokenCache(tokenCache);
    return {
      secret: this.tokens.ofStore(providerId, cache),
      sealed: () => ({ tokenCache: this.vault.seal(cache.value, tokenCacheContext(accountId)) }),
    };
  }
}
