import { Agent as HttpAgent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { MailError, type MailServer, type NetworkPolicy } from '@mailroom/mail-adapter';
import type { NtlmLogin } from '../ntlm/ntlm-client';
import { errorCode, networkError } from './network-error';
import { NtlmConnections } from './ntlm-connections';
import { readBody } from './response-body';
import { type ServerEndpoint, serverEndpoint } from './server-endpoint';
import { trustOf } from './server-trust';
import { type Timeouts, WaitClock } from './wait-clock';

export interface HttpRequest {
  /** Default POST. */
  method?: 'GET';
  /** Default: the path of Exchange Web Services. */
  path?: string;
  headers: Record<string, string | undefined>;
  /** Sent one after another. */
  body: readonly Buffer[];
  timeouts: Timeouts;
  /** Whether it may be sent twice, when a kept connection turns out to be closed. */
  repeatable: boolean;
  signal: AbortSignal | undefined;
  /** Set: it goes over a connection that is signed in by NTLM with this login. */
  ntlm?: NtlmLogin | undefined;
  /**
   * Its answer takes minutes: it goes over a connection that carries nothing else. One that has carried a mailbox's mail
   * keeps some ten kilobytes of buffers that Node never gives back, and thousands may hang.
   */
  hangs?: true | undefined;
}

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** Must be read to its end or left by `break`, either of which gives the connection back. */
  body: AsyncIterable<Buffer>;
}

/** An answer, and the connection that it came over. */
export interface Exchange {
  response: HttpResponse;
  socket: Socket;
}

/** What a handshake sends in place of the request, or on top of it. */
export interface Changes {
  authorization: string;
  /** Without the body. */
  isEmpty?: true;
}

/** Sends the request over an agent's connection. */
export type Send = (agent: HttpAgent, changes?: Changes) => Promise<Exchange>;

/** What a connection that the server closed while it was kept shows itself by. */
const staleCodes = new Set(['ECONNRESET', 'EPIPE']);

type Address = Awaited<ReturnType<NetworkPolicy['resolve']>>;

/**
 * Keeps the connections to one server. Each goes to the address that the network policy gave for the server's name, TLS
 * is verified against that name, and redirects are not followed.
 */
export class HttpTransport {
  private readonly endpoint: ServerEndpoint;
  private readonly ntlm: NtlmConnections;
  private trust: object | undefined;
  private shared: HttpAgent | undefined;
  private hanging: HttpAgent | undefined;

  constructor(
    private readonly network: NetworkPolicy,
    private readonly server: MailServer,
  ) {
    this.endpoint = serverEndpoint(server);
    // A resumed TLS session shows no certificate, which Extended Protection is bound to.
    this.ntlm = new NtlmConnections(this.endpoint.host, () => this.makeAgent({ maxSockets: 1, maxCachedSessions: 0 }));
  }

  /** @throws MailError of class `retry-later` or `needs-a-person`; the signal's reason when cancelled */
  async post(request: HttpRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    const clock = new WaitClock(request.timeouts);
    try {
      const address = await this.resolve(clock, request.signal);
      const send: Send = (agent, changes) => this.send(request, changes, agent, address, clock);
      if (request.ntlm) return await this.ntlm.post(request.ntlm, send, request.hangs);
      return (await send(this.agentFor(request))).response;
    } catch (error) {
      request.signal?.throwIfAborted();
      throw networkError(error);
    } finally {
      clock.stop();
    }
  }

  close(): void {
    this.shared?.destroy();
    this.hanging?.destroy();
    this.ntlm.close();
  }

  private agentFor({ hangs }: HttpRequest): HttpAgent {
    if (hangs) return (this.hanging ??= this.makeAgent({ maxFreeSockets: 32 }));
    return (this.shared ??= this.makeAgent({ maxFreeSockets: 32 }));
  }

  private makeAgent(limits: AgentOptions): HttpAgent {
    const kept = { keepAlive: true, scheduling: 'lifo', ...limits } as const;
    if (!this.endpoint.secure) return new HttpAgent(kept);
    this.trust ??= trustOf(this.server);
    return new HttpsAgent({ ...kept, ...this.trust });
  }

  private async resolve(clock: WaitClock, signal: AbortSignal | undefined): Promise<Address> {
    const resolved = await new Promise<Address>((resolve, reject) => {
      const onAbort = (): void => reject(new Error('cancelled'));
      signal?.addEventListener('abort', onAbort, { once: true });
      clock.start('connect', reject);
      void this.network
        .resolve(this.endpoint.host)
        .then(resolve, reject)
        .finally(() => signal?.removeEventListener('abort', onAbort));
    });
    if (!this.endpoint.secure && !this.network.allowsPlainHttp(resolved.address)) {
      throw new MailError('network-forbidden', {
        message: 'Plain HTTP would show the password to the network, and is not allowed with this address. Use https.',
      });
    }
    return resolved;
  }

  private async send(
    request: HttpRequest,
    changes: Changes | undefined,
    agent: HttpAgent,
    address: Address,
    clock: WaitClock,
  ): Promise<Exchange> {
    const sent = this.request(request, changes, agent, address);
    try {
      const response = await firstByte(sent, clock);
      const body = readBody(response, clock, request.signal);
      return { response: { status: response.statusCode ?? 0, headers: response.headers, body }, socket: response.socket };
    } catch (error) {
      request.signal?.throwIfAborted();
      const isStale = sent.reusedSocket && staleCodes.has(errorCode(error));
      const isRepeatable = changes ? changes.isEmpty : request.repeatable;
      if (isStale && isRepeatable) return await this.send(request, changes, agent, address, clock);
      throw error;
    }
  }

  private request(request: HttpRequest, changes: Changes | undefined, agent: HttpAgent, { address, family }: Address): ClientRequest {
    const { secure, port, authority, serverName } = this.endpoint;
    const body = changes?.isEmpty ? [] : request.body;
    const headers = { ...request.headers, ...(changes && { Authorization: changes.authorization }) };
    const sent = (secure ? httpsRequest : httpRequest)({
      method: request.method ?? 'POST',
      agent,
      host: address,
      family,
      port,
      path: request.path ?? this.endpoint.path,
      headers: {
        ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
        Host: authority,
        'Content-Length': body.reduce((sum, part) => sum + part.length, 0),
      },
      ...(secure && { servername: serverName ?? '' }),
      ...(request.signal && { signal: request.signal }),
    });
    for (const part of body) sent.write(part);
    return sent.end();
  }
}

function firstByte(sent: ClientRequest, clock: WaitClock): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const giveUp = (error: MailError): void => void sent.destroy(error);
    sent.once('socket', (socket) => {
      if (!socket.connecting) return clock.start('firstByte', giveUp);
      clock.start('connect', giveUp);
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => clock.start('firstByte', giveUp));
    });
    sent.once('response', resolve);
    // Stays: a request that is destroyed after its answer began reports here too.
    sent.on('error', reject);
  });
}
