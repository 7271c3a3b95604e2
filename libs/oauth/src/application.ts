import { type Authority, microsoftClouds, namesOneTenant } from './authority';
import { type ClientCredential } from './client-credential';
import { OAuthError } from './oauth-error';

/** An application as it is registered at a sign-in service: what an administrator enters. */
export interface OAuthApplication {
  readonly authority: Authority;
  readonly clientId: string;
  readonly credential: ClientCredential;
  /**
   * What the tokens are for: an on-premises Exchange with hybrid modern authentication is a resource of its own, such as
   * `https://mail.example.com`. Absent: Exchange Online in the authority's cloud.
   */
  readonly resource?: string | undefined;
}

/** The permission to open a person's own mailbox, and mailboxes shared with them, by Exchange Web Services. */
export function mailboxScopes(application: OAuthApplication): string[] {
  return [`${resourceOf(application)}/EWS.AccessAsUser.All`];
}

/** All that was granted to the application itself. @throws {OAuthError} `authority-invalid` where any tenant may be meant */
export function applicationScopes(application: OAuthApplication): string[] {
  if (!namesOneTenant(application.authority)) {
    throw new OAuthError('authority-invalid', { message: 'To sign in as an application, the directory (tenant) must be given.' });
  }
  return [`${resourceOf(application)}/.default`];
}

function resourceOf({ authority, resource }: OAuthApplication): string {
  const cloud = authority.kind === 'microsoft' ? authority.cloud : 'global';
  return (resource ?? `https://${microsoftClouds[cloud].exchangeHost}`).replace(/\/$/, '');
}
