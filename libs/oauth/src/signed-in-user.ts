import type { AuthenticationResult } from '@azure/msal-node';
import { normaliseEmailAddress } from '@mailroom/contract';
import { type OAuthApplication } from './application';
import { isIssuedBy } from './authority';
import { OAuthError } from './oauth-error';
import { type PendingAuthorization } from './pending-authorization';

/** Who signed in, as the ID token says. */
export interface SignedInUser {
  /** `preferred_username`, else `upn` or `unique_name`: mostly the address of their mailbox, but the directory decides. */
  readonly userPrincipalName: string;
  /** The directory's id of the person (`oid`), or the provider's (`sub`): never given to somebody else. */
  readonly subject: string;
  /** The tenant's id; null where there are none. */
  readonly tenantId: string | null;
}

/** How far clocks may be apart, in milliseconds. */
const tolerance = 5 * 60 * 1000;

/** Names that a directory gives out itself. `email` is not among them: in some, people can set it. */
const nameClaims = ['preferred_username', 'upn', 'unique_name'] as const;

/**
 * Checks what OpenID Connect Core, 3.1.3.7, asks of an ID token that came straight from the token endpoint over TLS, which takes the
 * place of its signature (item 6). msal has compared the nonce.
 * @throws {OAuthError} `id-token-rejected`
 */
export function userOf({ idTokenClaims }: AuthenticationResult, { authority, clientId }: OAuthApplication, now: number): SignedInUser {
  const claims = idTokenClaims as Readonly<Record<string, unknown>>;
  const { aud, exp, iss, tid, oid, sub } = claims;
  const isForUs = aud === clientId || (Array.isArray(aud) && aud.includes(clientId));
  const isFresh = typeof exp === 'number' && exp * 1000 + tolerance > now;
  const subject = oid ?? sub;
  const [userPrincipalName] = namesIn(claims);
  if (!isForUs || !isFresh || !isIssuedBy(authority, iss, tid) || typeof subject !== 'string' || userPrincipalName === undefined) {
    throw new OAuthError('id-token-rejected');
  }
  return { userPrincipalName, subject, tenantId: typeof tid === 'string' ? tid : null };
}

/** @throws {OAuthError} `wrong-mailbox-signed-in` when none of the person's names is the one that was meant to sign in */
export function expectOwner({ idTokenClaims }: AuthenticationResult, { mailbox, loginName }: PendingAuthorization): void {
  const meant = [mailbox, ...(loginName === null ? [] : [loginName])].map(comparable);
  const isMeant = namesIn(idTokenClaims as Readonly<Record<string, unknown>>).some((name) => meant.includes(comparable(name)));
  if (!isMeant) throw new OAuthError('wrong-mailbox-signed-in');
}

function namesIn(claims: Readonly<Record<string, unknown>>): string[] {
  return nameClaims.map((name) => claims[name]).filter((name): name is string => typeof name === 'string' && name !== '');
}

function comparable(name: string): string {
  return (normaliseEmailAddress(name) ?? name).toLowerCase();
}
