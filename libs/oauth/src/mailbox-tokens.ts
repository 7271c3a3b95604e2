import type { AccountInfo, AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';
import { type AccessToken, type AccessTokenOptions, AccessTokens, type TokenRequest } from './access-tokens';
import { type OAuthApplication, mailboxScopes } from './application';
import { type Connection, withMsal } from './msal-client';
import { OAuthError } from './oauth-error';

/** What is stored for one mailbox. */
export interface StoredTokenCache {
  /** What `AuthorizedMailbox.tokenCache` or `TokenCacheStore.write` gave; the store encrypts it. */
  readonly value: string;
  /** Another one for each write; the encrypted value itself will do. */
  readonly version: string;
}

/** Where one mailbox's tokens are kept; shared by all processes. */
export interface TokenCacheStore {
  read(): Promise<StoredTokenCache | null>;
  /** Stores a value, unless something else was stored since `version` was read: then false, and nothing changes. */
  write(value: string, version: string): Promise<boolean>;
}

export interface MailboxTokensOptions extends AccessTokenOptions {
  readonly connection: Connection;
  readonly store: TokenCacheStore;
  /** As it is set up now: a secret may have been replaced. */
  readonly application: () => Promise<OAuthApplication>;
}

type Staleness = (token: AccessToken) => boolean;

/** The access tokens of one mailbox, which its owner gave permission for. */
export class MailboxTokens {
  private readonly tokens: AccessTokens;
  /** A cache that could not be stored; newer than what is. */
  private unsaved: StoredTokenCache | null = null;

  constructor(private readonly options: MailboxTokensOptions) {
    this.tokens = new AccessTokens((isStale) => this.acquire(isStale), options);
  }

  /** A token that is good for a while. @throws {OAuthError} and what the store throws */
  token(request?: TokenRequest): Promise<string> {
    return this.tokens.get(request);
  }

  private async acquire(isStale: Staleness): Promise<AccessToken> {
    const stored = await this.read();
    try {
      return await this.acquireFrom(stored, isStale);
    } catch (error) {
      if (!(error instanceof OAuthError) || error.kind !== 'reauthorization-required') throw error;
      // Its owner may have signed in again; and where refresh tokens are good once, another process may have exchanged this one.
      this.unsaved = null;
      const present = await this.read();
      if (present.version === stored.version) throw error;
      return this.acquireFrom(present, isStale);
    }
  }

  private async read(): Promise<StoredTokenCache> {
    const stored = this.unsaved ?? (await this.options.store.read());
    if (stored === null) throw new OAuthError('not-connected');
    return stored;
  }

  private async acquireFrom({ value, version }: StoredTokenCache, isStale: Staleness): Promise<AccessToken> {
    const application = await this.options.application();
    const { token, cache } = await withMsal(application, this.options.connection, async (msal) => {
      const before = load(msal, value);
      const result = await silently(msal, mailboxScopes(application), isStale);
      const after = msal.getTokenCache().serialize();
      return { token: accessTokenOf(result), cache: after === before ? null : after };
    });
    if (cache !== null || this.unsaved !== null) await this.save(cache ?? value, version);
    return token;
  }

  /** When another process was faster, its tokens are as good and stay; when the store fails, ours are kept for the next time. */
  private async save(value: string, version: string): Promise<void> {
    this.unsaved = { value, version };
    await this.options.store.write(value, version);
    this.unsaved = null;
  }
}

/** From the cache if another process has put a good token there; else from the sign-in service. */
async function silently(msal: ConfidentialClientApplication, scopes: string[], isStale: Staleness): Promise<AuthenticationResult> {
  const account = await onlyAccountOf(msal);
  const result = await msal.acquireTokenSilent({ account, scopes });
  const isGood = !result.fromCache || !isStale(accessTokenOf(result));
  return isGood ? result : msal.acquireTokenSilent({ account, scopes, forceRefresh: true });
}

/** Fills msal's cache. Answers it as msal itself writes it, to see afterwards whether it changed. */
function load(msal: ConfidentialClientApplication, value: string): string {
  const cache = msal.getTokenCache();
  try {
    cache.deserialize(value);
  } catch {
    // The message of what is no JSON would quote it.
    throw new OAuthError('not-connected', { message: 'What is stored of this mailbox’s sign-in cannot be read.' });
  }
  return cache.serialize();
}

async function onlyAccountOf(msal: ConfidentialClientApplication): Promise<AccountInfo> {
  const [account] = await msal.getTokenCache().getAllAccounts();
  if (account === undefined) throw new OAuthError('not-connected');
  return account;
}

/** What msal answers, in our terms. */
export function accessTokenOf({ accessToken, expiresOn }: AuthenticationResult): AccessToken {
  return { value: accessToken, expiresAt: expiresOn?.getTime() ?? 0 };
}
