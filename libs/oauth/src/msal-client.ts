import { AuthError, ConfidentialClientApplication, LogLevel, ProtocolMode } from '@azure/msal-node';
import { type OAuthApplication } from './application';
import { type AuthorityClient, AuthorityNetwork } from './authority-network';
import { authorityUrl } from './authority';
import { authenticationOf } from './client-credential';
import { OAuthError } from './oauth-error';
import { refusedBy, tableOf } from './refusal';

/** How sign-in services are talked to. */
export interface Connection {
  readonly client: AuthorityClient;
  /** For each request to a sign-in service, in milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 30_000;

/**
 * Lets msal do one thing and forgets it afterwards: a client has one person's tokens at most, and always the application's
 * present secret. Its errors become ours.
 */
export async function withMsal<T>(
  application: OAuthApplication,
  { client, timeoutMs = defaultTimeoutMs }: Connection,
  work: (msal: ConfidentialClientApplication) => Promise<T>,
): Promise<T> {
  const network = new AuthorityNetwork(client, timeoutMs);
  const msal = createClient(application, network);
  try {
    return await work(msal);
  } catch (error) {
    throw network.failure ?? (error instanceof OAuthError ? error : translated(error));
  }
}

function createClient({ authority, clientId, credential }: OAuthApplication, network: AuthorityNetwork): ConfidentialClientApplication {
  const url = authorityUrl(authority);
  const isMicrosoft = authority.kind === 'microsoft';
  return new ConfidentialClientApplication({
    auth: { clientId, authority: url.href, knownAuthorities: isMicrosoft ? [] : [url.host], ...authenticationOf(credential) },
    system: {
      networkClient: network,
      protocolMode: isMicrosoft ? ProtocolMode.AAD : ProtocolMode.OIDC,
      loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false, logLevel: LogLevel.Error },
    },
  });
}

/** What msal itself finds wrong. */
const byMsalCode = tableOf({
  nonce_mismatch: 'id-token-rejected',
  token_parsing_error: 'id-token-rejected',
  null_or_empty_token: 'id-token-rejected',
  no_tokens_found: 'not-connected',
  refresh_token_expired: 'invalid-grant',
  bad_token: 'invalid-grant',
  openid_config_error: 'authority-invalid',
  endpoints_resolution_error: 'authority-invalid',
  issuer_validation_failed: 'authority-invalid',
  untrusted_authority: 'authority-invalid',
});

/** msal's errors quote what the sign-in service said, and that what it was sent: only codes are taken over. */
function translated(error: unknown): OAuthError {
  if (!(error instanceof AuthError))
    return new OAuthError('authority-refused', { serverCode: error instanceof Error ? error.name : undefined });
  const code = byMsalCode.get(error.errorCode);
  return code === undefined ? refusedBy({ error: error.errorCode, description: error.errorMessage }) : new OAuthError(code);
}
