import { randomBytes } from 'node:crypto';
import { type OAuthApplication, mailboxScopes } from './application';
import { isIssuedBy } from './authority';
import { type Connection, withMsal } from './msal-client';
import { OAuthError } from './oauth-error';
import { type PendingAuthorization, type PendingAuthorizationStore, digestOf, isSameSession, signInTime } from './pending-authorization';
import { refusedBy } from './refusal';
import { type SignedInUser, expectOwner, userOf } from './signed-in-user';

export interface MailboxAuthorizationOptions {
  readonly connection: Connection;
  readonly pending: PendingAuthorizationStore;
  /** The application of an email provider, as it is set up now. */
  readonly application: (providerId: string) => Promise<OAuthApplication>;
  /** Where people come back to; registered at the sign-in service character by character. */
  readonly redirectUri: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface AuthorizationRequest {
  readonly providerId: string;
  readonly mailbox: string;
  /** What the person signs in as, when that is not the mailbox's address. */
  readonly loginName?: string | null;
  /** A value that only this browser session has, such as a cookie of its own. It must come back with the callback. */
  readonly session: string;
  readonly context?: Readonly<Record<string, string>>;
}

/** A mailbox whose owner has signed in. */
export interface AuthorizedMailbox {
  readonly pending: PendingAuthorization;
  readonly user: SignedInUser;
  /** The mailbox's tokens, for its `TokenCacheStore`: to be stored encrypted. */
  readonly tokenCache: string;
}

/**
 * Connects mailboxes: sends people to the sign-in service and takes them back (authorization code with PKCE, RFC 6749 and 7636,
 * OpenID Connect). What comes back is believed once, within ten minutes, and from the session that began it.
 */
export class MailboxAuthorization {
  private readonly now: () => number;

  constructor(private readonly options: MailboxAuthorizationOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Answers the address to send the person to. @throws {OAuthError} when the application cannot be used */
  async begin({ providerId, mailbox, loginName = null, session, context = {} }: AuthorizationRequest): Promise<string> {
    const { connection, redirectUri } = this.options;
    const application = await this.options.application(providerId);
    const [state, nonce, codeVerifier] = [unguessable(), unguessable(), unguessable()];
    const url = await withMsal(application, connection, (msal) =>
      msal.getAuthCodeUrl({
        scopes: mailboxScopes(application),
        redirectUri,
        state,
        nonce,
        codeChallenge: digestOf(codeVerifier),
        codeChallengeMethod: 'S256',
        loginHint: loginName ?? mailbox,
      }),
    );
    const createdAt = new Date(this.now()).toISOString();
    const pending = {
      id: digestOf(state),
      session: digestOf(session),
      providerId,
      mailbox,
      loginName,
      context,
      codeVerifier,
      nonce,
      createdAt,
    };
    await this.options.pending.add(pending);
    return url;
  }

  /**
   * Finishes what came back. @param callback the query of the callback: anybody can write anything there
   * @throws {OAuthError} with a code for each way to be refused; nothing of `callback` stands in it
   */
  async complete(callback: URLSearchParams, session: string): Promise<AuthorizedMailbox> {
    const pending = await this.claim(callback.get('state') ?? '', session);
    const error = callback.get('error');
    if (error !== null) throw refusedBy({ error, description: callback.get('error_description') ?? '' });
    const code = callback.get('code');
    if (!code) throw new OAuthError('authority-refused', { message: 'The sign-in service sent neither a code nor an error.' });
    return this.redeem(code, callback.get('iss'), pending);
  }

  /** The sign-in that a state belongs to. A stranger's visit does not use it up. */
  private async claim(state: string, session: string): Promise<PendingAuthorization> {
    const id = digestOf(state);
    const found = await this.options.pending.find(id);
    if (found === null) throw new OAuthError('oauth-state-unknown');
    const { pending, isUsed } = found;
    if (!isSameSession(pending, session)) throw new OAuthError('oauth-state-other-session');
    if (isUsed) throw new OAuthError('oauth-state-replayed');
    if (this.now() - Date.parse(pending.createdAt) > signInTime) throw new OAuthError('oauth-state-expired');
    if (!(await this.options.pending.use(id))) throw new OAuthError('oauth-state-replayed');
    return pending;
  }

  /** @param issuer who sent the code, where they say so: it is shown to nobody else (RFC 9207, 2.4) */
  private async redeem(code: string, issuer: string | null, pending: PendingAuthorization): Promise<AuthorizedMailbox> {
    const { connection, redirectUri } = this.options;
    const application = await this.options.application(pending.providerId);
    const { authority } = application;
    if (authority.kind === 'openid' && issuer !== null && !isIssuedBy(authority, issuer)) throw new OAuthError('id-token-rejected');
    return withMsal(application, connection, async (msal) => {
      const { codeVerifier, nonce } = pending;
      const result = await msal.acquireTokenByCode({ code, scopes: mailboxScopes(application), redirectUri, codeVerifier, nonce });
      const user = userOf(result, application, this.now());
      expectOwner(result, pending);
      return { pending, user, tokenCache: msal.getTokenCache().serialize() };
    });
  }
}

/** 256 random bits, of a form that fits `state`, `nonce` and a code verifier (RFC 7636, 4.1). */
function unguessable(): string {
  return randomBytes(32).toString('base64url');
}
