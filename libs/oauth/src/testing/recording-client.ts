import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { AuthorityClient } from '../authority-network';

/** Where a sign-in service listens, and the authority that its certificate is by. */
export interface ProviderAddress {
  readonly origin: string;
  readonly ca: string;
}

/** Sends requests to one sign-in service, whatever host they are for, and remembers them and every secret in them. */
export class RecordingClient {
  readonly requests: string[] = [];
  readonly secrets = new Set<string>();

  constructor(private readonly provider: ProviderAddress) {}

  readonly send: AuthorityClient = ({ method, url, headers, body, signal }) => {
    this.requests.push(`${method} ${url.origin}${url.pathname}`);
    this.remember(Object.fromEntries(new URLSearchParams(body ?? '')));
    return new Promise((resolve, reject) => {
      const target = new URL(url.pathname + url.search, this.provider.origin);
      const options = {
        method,
        headers: { ...headers, Host: url.host },
        ca: this.provider.ca,
        servername: 'localhost',
        signal,
        agent: false,
      };
      request(target, options, (response) => {
        text(response).then((answer) => {
          this.rememberAnswer(answer);
          const received = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(received) as Record<string, string>, body: answer });
        }, reject);
      })
        .on('error', reject)
        .end(body ?? undefined);
    });
  };

  private rememberAnswer(answer: string): void {
    if (answer.startsWith('{')) this.remember(JSON.parse(answer) as Record<string, unknown>);
  }

  private remember(fields: Readonly<Record<string, unknown>>): void {
    const names = ['client_secret', 'client_assertion', 'code', 'code_verifier', 'refresh_token', 'access_token', 'id_token'];
    for (const name of names) {
      const value = fields[name];
      if (typeof value === 'string') this.secrets.add(value);
    }
  }
}
