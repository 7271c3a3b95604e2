import { type OAuthErrorCode } from '@mailroom/contract';
import { OAuthError } from './oauth-error';

/** What a sign-in service says when it refuses, at the token endpoint or in the redirect back (RFC 6749, 5.2 and 4.1.2.1). */
export interface Refusal {
  readonly error: string;
  /** Free text; Microsoft's begins with its error number. It may quote what was sent, so it goes no further. */
  readonly description: string;
}

/** Microsoft identity platform, "Authentication and authorization error codes" (AADSTS numbers). */
const byNumber = tableOf({
  // Interaction, by conditional access or other policies
  50072: 'conditional-access',
  50074: 'conditional-access',
  50076: 'conditional-access',
  50079: 'conditional-access',
  50097: 'conditional-access',
  50158: 'conditional-access',
  53000: 'conditional-access',
  53001: 'conditional-access',
  53003: 'conditional-access',
  // Consent
  65001: 'needs-admin-consent',
  90093: 'needs-admin-consent',
  90094: 'needs-admin-consent',
  65004: 'consent-denied',
  // The application
  700016: 'application-not-found',
  7000215: 'client-rejected',
  7000218: 'client-rejected',
  7000222: 'client-rejected',
  700027: 'client-rejected',
  50011: 'redirect-uri-rejected',
  65005: 'permission-missing',
  650053: 'permission-missing',
  650057: 'permission-missing',
  70011: 'permission-missing',
  500011: 'permission-missing',
  // The tenant
  90002: 'tenant-not-found',
  900023: 'tenant-not-found',
});

const byError = tableOf({
  access_denied: 'consent-denied',
  consent_required: 'needs-admin-consent',
  interaction_required: 'conditional-access',
  login_required: 'conditional-access',
  invalid_client: 'client-rejected',
  unauthorized_client: 'client-rejected',
  invalid_grant: 'invalid-grant',
  invalid_resource: 'permission-missing',
  invalid_scope: 'permission-missing',
  invalid_target: 'permission-missing',
  server_error: 'authority-busy',
  temporarily_unavailable: 'authority-busy',
});

/** The error that a refusal is to us. Microsoft's number says more than the standard's word, where there is one. */
export function refusedBy({ error, description }: Refusal): OAuthError {
  const number = /AADSTS(\d{4,8})\b/.exec(description)?.[1];
  const word = /^[a-z_]{1,40}$/.test(error) ? error : undefined;
  const code = byNumber.get(number ?? '') ?? byError.get(word ?? '') ?? 'authority-refused';
  return new OAuthError(code, { serverCode: number === undefined ? word : `AADSTS${number}` });
}

/** Keys come from outside, so a plain object with what it inherits will not do. */
export function tableOf(codes: Readonly<Record<string, OAuthErrorCode>>): ReadonlyMap<string, OAuthErrorCode> {
  return new Map(Object.entries(codes));
}
