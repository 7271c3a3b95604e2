import type { Problem } from '@mailroom/contract';

/** An answer that is a problem. */
export class ApiProblem extends Error {
  constructor(
    readonly request: string,
    readonly problem: Problem,
  ) {
    super(`${request}: ${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

/** A signed-in person, as a script: the session cookie and JSON. */
export class ApiClient {
  private constructor(
    readonly origin: string,
    private readonly cookie: string,
  ) {}

  static async signIn(origin: string, email: string, password: string): Promise<ApiClient> {
    const response = await new ApiClient(origin, '').request('POST', '/api/auth/login', { email, password });
    const cookie = response.headers.getSetCookie().map((text) => text.split(';')[0]);
    return new ApiClient(origin, cookie.join('; '));
  }

  get<Answer>(route: string): Promise<Answer> {
    return this.call('GET', route);
  }

  post<Answer>(route: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', route, body, headers);
  }

  async bytes(route: string): Promise<Buffer> {
    return Buffer.from(await (await this.request('GET', route)).arrayBuffer());
  }

  async call<Answer>(method: string, route: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return (await this.request(method, route, body, headers)).json() as Promise<Answer>;
  }

  /** An answer that goes on: its body as it arrives. */
  async stream(route: string, headers: Record<string, string>, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const response = await fetch(this.origin + route, { headers: { cookie: this.cookie, ...headers }, signal });
    if (!response.ok || !response.body) throw new ApiProblem(`GET ${route}`, (await response.json()) as Problem);
    return response.body;
  }

  /** @throws ApiProblem */
  async request(method: string, route: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(this.origin + route, {
      method,
      headers: { cookie: this.cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new ApiProblem(`${method} ${route}`, (await response.json()) as Problem);
    return response;
  }
}

/**
 * Asks until the answer is as wanted. The deadline only ends a test that would otherwise hang; it measures nothing.
 * @param pauseMs between two questions
 */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  { pauseMs = 100, deadlineMs = 300_000 } = {},
): Promise<Answer> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still not as wanted after ${deadlineMs} ms: ${JSON.stringify(answer).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
