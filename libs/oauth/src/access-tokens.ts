import { OAuthError } from './oauth-error';

/** Opens mailboxes until it expires. Times are in milliseconds since 1970. */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

export interface TokenRequest {
  /** A token that the mail server has just refused, though it seemed good: the answer is another one. */
  readonly refused?: string | undefined;
}

export interface AccessTokenOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** From 0 to 1: spreads renewals, so that mailboxes that were connected together are not renewed together for ever. */
  readonly random?: () => number;
}

/** How long before the end a token is renewed, at the least, and how much that varies; but not in the first half of its life. */
const renewalAhead = 5 * 60 * 1000;
const renewalSpread = 60 * 1000;
/** How long a token that could not be renewed ahead of its end is used before that is tried again. */
const retryAfter = 30 * 1000;

/** Keeps one access token fresh. However many ask at once, one request is made. */
export class AccessTokens {
  private readonly now: () => number;
  private readonly random: () => number;
  private current: (AccessToken & { readonly renewAt: number }) | null = null;
  private flight: Promise<AccessToken> | null = null;

  /** @param acquire gets a token that is not stale; one that is stored may be */
  constructor(
    private readonly acquire: (isStale: (token: AccessToken) => boolean) => Promise<AccessToken>,
    { now = Date.now, random = Math.random }: AccessTokenOptions,
  ) {
    this.now = now;
    this.random = random;
  }

  /** A token that is good for a while. */
  async get({ refused }: TokenRequest = {}): Promise<string> {
    if (this.current && this.current.value !== refused && this.now() < this.current.renewAt) return this.current.value;
    const token = await this.join(refused);
    if (token.value !== refused) return token.value;
    // It was being got for somebody who did not know yet that it is refused.
    return (await this.join(refused)).value;
  }

  private join(refused: string | undefined): Promise<AccessToken> {
    this.flight ??= this.renew(refused).finally(() => (this.flight = null));
    return this.flight;
  }

  private async renew(refused: string | undefined): Promise<AccessToken> {
    try {
      const unwanted = [refused, this.current?.value];
      const token = await this.acquire(({ value, expiresAt }) => unwanted.includes(value) || this.now() >= expiresAt - renewalAhead);
      const left = token.expiresAt - this.now();
      const ahead = Math.min(renewalAhead + this.random() * renewalSpread, left / 2);
      this.current = { ...token, renewAt: token.expiresAt - ahead };
    } catch (error) {
      const { current } = this;
      const isPassing = error instanceof OAuthError && error.kind === 'retry-later';
      if (!isPassing || current === null || current.value === refused || this.now() >= current.expiresAt) throw error;
      this.current = { ...current, renewAt: Math.min(this.now() + retryAfter, current.expiresAt) };
    }
    return this.current;
  }
}
