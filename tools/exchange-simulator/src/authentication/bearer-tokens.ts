import { type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { type Account, type Accounts } from './accounts';
import { type Issuer, issuerKeys } from './issuer-keys';

/** Whose access tokens (JWT) are accepted. */
export interface OauthOptions extends Issuer {
  /** The service that tokens are for; `https://outlook.office365.com` unless told. */
  readonly audience?: string | undefined;
  /** The issuer's public keys; without them they are read from the issuer. */
  readonly keys?: JSONWebKeySet | undefined;
}

/** Why a token is refused, as the `x-ms-diagnostics` header says it. */
export class TokenRefusal extends Error {
  constructor(
    reason: string,
    readonly category: string,
    readonly number = 2000003,
  ) {
    super(reason);
  }

  get diagnostics(): string {
    return `${this.number};reason="${this.message}";error_category="${this.category}"`;
  }
}

/** Exchange's application id, which every challenge names. */
const clientId = '00000002-0000-0ff1-ce00-000000000000';
const leeway = 30;
const userClaims = ['upn', 'preferred_username', 'unique_name', 'smtp'] as const;
const userScope = 'EWS.AccessAsUser.All';
const applicationRole = 'full_access_as_app';

/** OAuth bearer tokens (RFC 6750) as Exchange Online takes them: of a user, or of an application that may act as anybody. */
export class BearerTokens {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    private readonly options: OauthOptions,
    private readonly accounts: Accounts,
  ) {}

  /** The challenge of a 401; `isRefused` when the request had a token. */
  challenge(isRefused: boolean): string {
    const { issuer } = this.options;
    return (
      `Bearer client_id="${clientId}", trusted_issuers="${issuer}", token_types="app_asserted_user_v1 service_asserted_app_v1", ` +
      `authorization_uri="${issuer}"${isRefused ? ', error="invalid_token"' : ''}`
    );
  }

  /** The account that a token is for. @throws {TokenRefusal} */
  async verify(token: string): Promise<Account> {
    const claims = await this.claims(token);
    const user = userClaims.map((name) => claims[name]).find((claim) => typeof claim === 'string');
    if (user === undefined) return application(claims);
    if (!words(claims['scp']).includes(userScope)) {
      throw new TokenRefusal('The token contains not enough scope to make this call.', 'invalid_grant');
    }
    const account = this.accounts.find(user)?.account;
    if (account?.name === user.toLowerCase()) return account;
    throw new TokenRefusal('The user specified by the user-context in the token does not exist.', 'invalid_user');
  }

  private async claims(token: string): Promise<JWTPayload> {
    const { jwtVerify, createLocalJWKSet } = await import('jose');
    const { issuer, audience = 'https://outlook.office365.com', keys } = this.options;
    this.keys ??= Promise.resolve(keys === undefined ? issuerKeys(this.options) : createLocalJWKSet(keys));
    try {
      const checks = { issuer, audience, clockTolerance: leeway, requiredClaims: ['exp'], algorithms: ['RS256', 'ES256', 'PS256'] };
      return (await jwtVerify(token, await this.keys, checks)).payload;
    } catch (error) {
      throw refusalFor(error);
    }
  }
}

function application(claims: JWTPayload): Account {
  const id = claims['appid'] ?? claims['azp'] ?? claims.sub;
  if (!words(claims['roles']).includes(applicationRole) || typeof id !== 'string') {
    throw new TokenRefusal('The token contains no permissions, or permissions can not be understood.', 'invalid_grant');
  }
  return { name: id.toLowerCase(), mailbox: undefined, mayImpersonate: true, isApplication: true };
}

/** A claim that is a list, or words with spaces between. */
function words(claim: unknown): readonly unknown[] {
  return Array.isArray(claim) ? claim : typeof claim === 'string' ? claim.split(' ') : [];
}

/** What Exchange says of a token that `jose` refuses (by the `code` and `claim` of its errors). */
function refusalFor(error: unknown): TokenRefusal {
  const { code = '', claim = '' } = error as { code?: string; claim?: string };
  if (code === 'ERR_JWT_EXPIRED') return new TokenRefusal('The token has expired.', 'invalid_token');
  if (code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' || code === 'ERR_JWT_INVALID') {
    if (claim === 'aud') return new TokenRefusal("The audience claim value is invalid 'aud'.", 'invalid_resource');
    if (claim === 'iss') return new TokenRefusal("The issuer claim value is invalid 'iss'.", 'invalid_issuer');
    if (claim === 'nbf') return new TokenRefusal('The token is not yet valid.', 'invalid_token');
    return new TokenRefusal('The token has an invalid or missing claim.', 'invalid_token');
  }
  if (code === 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED' || code === 'ERR_JWKS_NO_MATCHING_KEY') {
    return new TokenRefusal('The token has an invalid signature.', 'invalid_signature', 2000000);
  }
  if (code.startsWith('ERR_J')) return new TokenRefusal('The token cannot be read.', 'invalid_token');
  process.stderr.write(`exchange-simulator: the issuer's keys are not to be had: ${String(error)}\n`);
  return new TokenRefusal("The issuer's keys are not available.", 'invalid_issuer');
}
