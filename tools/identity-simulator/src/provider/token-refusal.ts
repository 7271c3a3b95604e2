import { randomUUID } from 'node:crypto';
import { type Revocation } from './token-store';

/** Why a token was refused, in oidc-provider's words. */
export interface Refusal {
  readonly error: string;
  readonly detail: string;
  /** When a refresh token was asked with that had been good before. */
  readonly revocation: Revocation | undefined;
}

interface Meaning {
  readonly status: 400 | 401;
  readonly error: string;
  readonly number: number;
  readonly text: string;
}

/** The answer of Microsoft's token endpoint to a request that is refused. */
export interface TokenError {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A refresh token that is good, of somebody who must prove who they are once more: a policy of conditional access. */
export function interactionRequired(correlationId: string | undefined): TokenError {
  const meaning = refused(
    'interaction_required',
    50076,
    'Due to a configuration change made by your administrator you must use multi-factor authentication.',
  );
  const { status, body } = tokenError(meaning, correlationId);
  return { status, body: { ...body, suberror: 'basic_action', claims: '{"access_token":{"capolids":{"essential":true}}}' } };
}

/** Says a refusal as Microsoft does (Microsoft identity platform, "Authentication and authorization error codes"). */
export function tokenRefused(refusal: Refusal, correlationId: string | undefined): TokenError {
  return tokenError(meaningOf(refusal), correlationId);
}

export function unknownTenant(name: string): TokenError {
  return tokenError(refused('invalid_request', 90002, `Tenant '${name}' not found. Check to make sure you have the correct tenant ID.`));
}

function tokenError({ status, error, number, text }: Meaning, correlationId: string = randomUUID()): TokenError {
  const traceId = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
    },
  };
}

function meaningOf({ error, detail, revocation }: Refusal): Meaning {
  switch (error) {
    case 'invalid_client':
      return meaningOfClient(detail);
    case 'invalid_grant':
      return meaningOfGrant(detail, revocation);
    case 'invalid_scope':
      return refused('invalid_scope', 70011, 'The provided value for the input parameter scope is not valid.');
    case 'invalid_target':
      return refused('invalid_resource', 500011, 'The resource principal was not found in the tenant.');
    default:
      return refused('invalid_request', 900144, 'The request body is not as it must be.');
  }
}

function meaningOfClient(detail: string): Meaning {
  if (detail.includes('not found')) return refused('unauthorized_client', 700016, 'The application was not found in the directory.');
  if (detail.includes('expired at')) return clientRefused(7000222, 'The provided client secret keys are expired.');
  if (detail.includes('invalid secret')) return clientRefused(7000215, 'Invalid client secret provided.');
  if (detail.includes('mechanism'))
    return clientRefused(7000218, 'The request has neither the secret nor the assertion that it must have.');
  return clientRefused(700027, 'The certificate with identifier used to sign the client assertion is not registered on application.');
}

function meaningOfGrant(detail: string, revocation: Revocation | undefined): Meaning {
  if (revocation === 'revoked') return refused('invalid_grant', 50173, 'The provided grant has expired due to it being revoked.');
  if (revocation === 'expired') return refused('invalid_grant', 700082, 'The refresh token has expired due to inactivity.');
  if (detail.includes('consumed')) return refused('invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed.');
  if (detail.includes('code_verifier')) return refused('invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge.');
  if (detail.includes('redirect_uri'))
    return refused('invalid_client', 50011, 'The redirect URI is not the one that the code was given for.');
  if (detail.includes('code is expired')) return refused('invalid_grant', 70008, 'The authorization code has expired.');
  return refused('invalid_grant', 70000, 'The provided value for the grant is not valid.');
}

function refused(error: string, number: number, text: string): Meaning {
  return { status: 400, error, number, text };
}

function clientRefused(number: number, text: string): Meaning {
  return { status: 401, error: 'invalid_client', number, text };
}
