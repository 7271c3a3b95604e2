export { type AccessTokenOptions, type TokenRequest } from './access-tokens';
export { type OAuthApplication } from './application';
export { ApplicationTokens, type ApplicationTokensOptions } from './application-tokens';
export { type Authority, type MicrosoftCloud, microsoftClouds } from './authority';
export { type AuthorityClient, type AuthorityRequest, type AuthorityResponse } from './authority-network';
export { type ClientCredential } from './client-credential';
export {
  type AuthorizationRequest,
  type AuthorizedMailbox,
  MailboxAuthorization,
  type MailboxAuthorizationOptions,
} from './mailbox-authorization';
export { MailboxTokens, type MailboxTokensOptions, type StoredTokenCache, type TokenCacheStore } from './mailbox-tokens';
export { type Connection } from './msal-client';
export { OAuthError, type OAuthErrorOptions } from './oauth-error';
export { type PendingAuthorization, type PendingAuthorizationStore, signInTime } from './pending-authorization';
export { type SignedInUser } from './signed-in-user';
