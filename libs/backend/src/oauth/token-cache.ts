import type { StoredTokenCache, TokenCacheStore } from '@mailroom/oauth';
import type { Repository } from 'typeorm';
import type { AccountEntity } from '../accounts/account.entity';
import type { TokenVault } from '../security/token-vault';

/** Says what a sealed token cache belongs to. */
export const tokenCacheContext = (accountId: string): string => `mail_account.token_cache:${accountId}`;

/** The tokens of one account, in its row. No two sealed values are alike, so that the value itself is its version. */
export class AccountTokenCache implements TokenCacheStore {
  constructor(
    private readonly accountId: string,
    private readonly accounts: Repository<AccountEntity>,
    private readonly vault: TokenVault,
  ) {}

  async read(): Promise<StoredTokenCache | null> {
    const account = await this.accounts.findOne({ where: { id: this.accountId }, select: { id: true, tokenCache: true } });
    const version = account?.tokenCache ?? null;
    return version === null ? null : { value: this.vault.open(version, tokenCacheContext(this.accountId)), version };
  }

  async write(value: string, version: string): Promise<boolean> {
    const tokenCache = this.vault.seal(value, tokenCacheContext(this.accountId));
    return (await this.accounts.update({ id: this.accountId, tokenCache: version }, { tokenCache })).affected === 1;
  }
}

/** The tokens of a mailbox that is being tried, until an account is stored with them. */
export class UnstoredTokenCache implements TokenCacheStore {
  private version = 0;

  constructor(public value: string) {}

  read(): Promise<StoredTokenCache> {
    return Promise.resolve({ value: this.value, version: String(this.version) });
  }

  write(value: string, version: string): Promise<boolean> {
    if (version !== String(this.version)) return Promise.resolve(false);
    this.value = value;
    this.version++;
    return Promise.resolve(true);
  }
}
