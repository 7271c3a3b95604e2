/** What `GET /_control/stats` answers. */
export interface StatisticsReport {
  /** Requests to the provider, answered or not. */
  readonly requests: number;
  /** Access tokens given, by what was exchanged for them: `authorization_code`, `refresh_token` or `client_credentials`. */
  readonly tokens: Readonly<Record<string, number>>;
  /** Token requests refused, by Microsoft's number: `{"7000222": 1}`. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** Counts since the start, or since the last reset. */
export class Statistics {
  private requests = 0;
  private readonly tokens = new Map<string, number>();
  private readonly refusals = new Map<string, number>();

  countRequest(): void {
    this.requests++;
  }

  countToken(grantType: string): void {
    this.tokens.set(grantType, (this.tokens.get(grantType) ?? 0) + 1);
  }

  countRefusal(number: number): void {
    const key = String(number);
    this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1);
  }

  report(): StatisticsReport {
    return { requests: this.requests, tokens: Object.fromEntries(this.tokens), refusals: Object.fromEntries(this.refusals) };
  }

  clear(): void {
    this.requests = 0;
    this.tokens.clear();
    this.refusals.clear();
  }
}
