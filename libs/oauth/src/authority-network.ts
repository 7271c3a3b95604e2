import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { OAuthError } from './oauth-error';
import { refusedBy } from './refusal';

export interface AuthorityRequest {
  readonly method: 'GET' | 'POST';
  /** Always https. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A form, with secrets in it. */
  readonly body: string | null;
  /** Ends the request when it takes too long. */
  readonly signal: AbortSignal;
}

export interface AuthorityResponse {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * How requests get to a sign-in service: the one gate of outgoing connections, with its rules, proxies and trusted authorities.
 * It verifies TLS, follows no redirect (a secret would go elsewhere), bounds what it reads, and rejects when there is no answer,
 * with an error that does not quote the request.
 */
export type AuthorityClient = (request: AuthorityRequest) => Promise<AuthorityResponse>;

/** Carries msal's requests, and remembers why one failed, which msal itself forgets. For one attempt to get tokens. */
export class AuthorityNetwork implements INetworkModule {
  /** What the last request failed by. */
  failure: OAuthError | null = null;

  /** @param timeoutMs for each request, in milliseconds */
  constructor(
    private readonly client: AuthorityClient,
    private readonly timeoutMs: number,
  ) {}

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.send<T>('GET', url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.send<T>('POST', url, options);
  }

  private async send<T>(method: 'GET' | 'POST', address: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    try {
      const { status, headers, body } = await this.answerTo(method, address, options);
      const parsed = understood(method, status, headers, body);
      return { status, headers: { ...headers }, body: parsed as T };
    } catch (error) {
      this.failure = error instanceof OAuthError ? error : new OAuthError('authority-unreachable', { cause: error });
      throw this.failure;
    }
  }

  private async answerTo(method: 'GET' | 'POST', address: string, options?: NetworkRequestOptions): Promise<AuthorityResponse> {
    const url = new URL(address);
    if (url.protocol !== 'https:')
      throw new OAuthError('authority-invalid', { message: 'The sign-in service names an address without TLS.' });
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      return await this.client({ method, url, headers: options?.headers ?? {}, body: options?.body ?? null, signal });
    } catch (cause) {
      if (!signal.aborted) throw cause;
      const message = `The sign-in service did not answer within ${this.timeoutMs / 1000} seconds.`;
      throw new OAuthError('authority-unreachable', { message, cause });
    }
  }
}

/** What an answer says as JSON. A refusal of a token (4xx) is left to msal, which knows more about it. */
function understood(method: 'GET' | 'POST', status: number, headers: AuthorityResponse['headers'], body: string): object {
  if (status === 429 || status >= 500) {
    throw new OAuthError('authority-busy', { serverCode: `HTTP ${status}`, retryAfterMs: waitAskedFor(headers['retry-after']) });
  }
  const parsed = parse(body);
  const isDiscovery = method === 'GET';
  if (parsed !== undefined && !(isDiscovery && status !== 200)) return parsed;
  const refusal = parsed === undefined ? undefined : refusedBy({ error: '', description: String(parsed['error_description']) });
  throw refusal?.code === 'tenant-not-found' ? refusal : new OAuthError('authority-invalid', { serverCode: `HTTP ${status}` });
}

/** Node's message of what is no JSON would quote it. */
function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Retry-After in seconds (RFC 9110, 10.2.3), as sign-in services send it; in milliseconds. */
function waitAskedFor(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}
