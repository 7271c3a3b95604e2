import { type AccessToken, type AccessTokenOptions, AccessTokens, type TokenRequest } from './access-tokens';
import { type OAuthApplication, applicationScopes } from './application';
import { accessTokenOf } from './mailbox-tokens';
import { type Connection, withMsal } from './msal-client';
import { OAuthError } from './oauth-error';

export interface ApplicationTokensOptions extends AccessTokenOptions {
  readonly connection: Connection;
  /** As it is set up now: a secret may have been replaced. */
  readonly application: () => Promise<OAuthApplication>;
}

/** The access tokens of an application that acts as itself (client credentials, RFC 6749, 4.4), to impersonate mailboxes. */
export class ApplicationTokens {
  private readonly tokens: AccessTokens;

  constructor(private readonly options: ApplicationTokensOptions) {
    this.tokens = new AccessTokens(() => this.acquire(), options);
  }

  /** A token that is good for a while. @throws {OAuthError} */
  token(request?: TokenRequest): Promise<string> {
    return this.tokens.get(request);
  }

  private async acquire(): Promise<AccessToken> {
    const application = await this.options.application();
    const scopes = applicationScopes(application);
    const result = await withMsal(application, this.options.connection, (msal) =>
      msal.acquireTokenByClientCredential({ scopes, skipCache: true }),
    );
    if (result === null) throw new OAuthError('authority-refused');
    return accessTokenOf(result);
  }
}
