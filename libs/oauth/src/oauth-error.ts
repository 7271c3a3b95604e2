import { type OAuthErrorCode, type OAuthErrorKind, oauthErrors } from '@mailroom/contract';

export interface OAuthErrorOptions {
  /** What exactly happened, for people and logs; never with a secret. Default: the code's title. */
  readonly message?: string;
  /** The sign-in service's own code: `AADSTS7000222`, or an OAuth error such as `invalid_grant`. */
  readonly serverCode?: string | undefined;
  /** How long the sign-in service asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Why a request could not be sent. Never what the sign-in service said: that may quote what it was sent. */
  readonly cause?: unknown;
}

/** The only error that this library throws, besides those of what it was given. The caller acts on `kind` alone. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly serverCode: string | null;
  readonly retryAfterMs: number | null;

  constructor(
    readonly code: OAuthErrorCode,
    options: OAuthErrorOptions = {},
  ) {
    const said = options.serverCode === undefined ? '' : ` (${options.serverCode})`;
    super((options.message ?? oauthErrors[code].title) + said, options.cause === undefined ? undefined : { cause: options.cause });
    this.serverCode = options.serverCode ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }

  get kind(): OAuthErrorKind {
    return oauthErrors[this.code].kind;
  }

  get remedy(): string {
    return oauthErrors[this.code].remedy;
  }
}
