import { X509Certificate } from 'node:crypto';
import { Agent as HttpAgent, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { createSecureContext, rootCertificates } from 'node:tls';
import { MailError, type MailServer, type NetworkPolicy } from '@mailroom/mail-adapter';
import { errorCode, networkError } from './network-error';
import { type ServerEndpoint, serverEndpoint } from './server-endpoint';
import { type Timeouts, WaitClock } from './wait-clock';

export interface HttpRequest {
  headers: Record<string, string | undefined>;
  /** Sent one after another. */
  body: readonly Buffer[];
  timeouts: Timeouts;
  maxResponseBytes: number;
  /** Whether it may be sent twice, when a kept connection turns out to be closed. */
  repeatable: boolean;
  signal: AbortSignal | undefined;
}

export interface HttpResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** Must be read to its end or left by `break`, either of which gives the connection back. */
  body: AsyncIterable<Buffer>;
}

/** What a connection that the server closed while it was kept shows itself by. */
const staleCodes = new Set(['ECONNRESET', 'EPIPE']);

type Address = Awaited<ReturnType<NetworkPolicy['resolve']>>;

/**
 * Keeps the connections to one server. Each goes to the address that the network policy gave for the server's name, TLS
 * is verified against that name, and redirects are not followed.
 */
export class HttpTransport {
  private readonly endpoint: ServerEndpoint;
  private agent: HttpAgent | undefined;

  constructor(
    private readonly network: NetworkPolicy,
    private readonly server: MailServer,
  ) {
    this.endpoint = serverEndpoint(server);
  }

  /** @throws MailError of class `retry-later` or `needs-a-person`; the signal's reason when cancelled */
  async post(request: HttpRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    let sent: ClientRequest | undefined;
    const clock = new WaitClock(request.timeouts);
    try {
      const resolved = await this.resolve(clock, request.signal);
      sent = this.send(request, resolved);
      const response = await firstByte(sent, clock);
      return { status: response.statusCode ?? 0, headers: response.headers, body: readBody(response, clock, request) };
    } catch (error) {
      request.signal?.throwIfAborted();
      if (sent?.reusedSocket && request.repeatable && staleCodes.has(errorCode(error))) return await this.post(request);
      throw networkError(error);
    } finally {
      clock.stop();
    }
  }

  close(): void {
    this.agent?.destroy();
  }

  private makeAgent(): HttpAgent {
    const kept = { keepAlive: true, maxFreeSockets: 32, scheduling: 'lifo' } as const;
    return this.endpoint.secure ? new HttpsAgent({ ...kept, ...trustOf(this.server) }) : new HttpAgent(kept);
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

  private send(request: HttpRequest, { address, family }: Address): ClientRequest {
    const { secure, port, path, authority, serverName } = this.endpoint;
    const length = request.body.reduce((sum, part) => sum + part.length, 0);
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([, value]) => value !== undefined));
    this.agent ??= this.makeAgent();
    const sent = (secure ? httpsRequest : httpRequest)({
      method: 'POST',
      agent: this.agent,
      host: address,
      family,
      port,
      path,
      headers: { ...headers, Host: authority, 'Content-Length': length },
      ...(secure && { servername: serverName ?? '' }),
      ...(request.signal && { signal: request.signal }),
    });
    for (const part of request.body) sent.write(part);
    return sent.end();
  }
}

function trustOf({ trustedCertificate }: MailServer): object {
  if (trustedCertificate === null) return {};
  try {
    // OpenSSL overlooks what is no certificate.
    new X509Certificate(trustedCertificate);
    // A context made once: as an agent's option, the list would be joined into a key for every request.
    return { secureContext: createSecureContext({ ca: [...rootCertificates, trustedCertificate] }) };
  } catch (cause) {
    throw new MailError('tls-untrusted', { message: 'The email provider’s own certificate cannot be read: it must be PEM.', cause });
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

async function* readBody(response: IncomingMessage, clock: WaitClock, { maxResponseBytes, signal }: HttpRequest): AsyncGenerator<Buffer> {
  const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let size = 0;
  try {
    for (;;) {
      clock.start('idle', (error) => response.destroy(error));
      const next = await chunks.next();
      clock.stop();
      if (next.done) return;
      size += next.value.length;
      if (size > maxResponseBytes) throw new ResponseTooLarge(maxResponseBytes);
      yield next.value;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw networkError(error);
  } finally {
    clock.stop();
    if (!response.readableEnded) response.destroy();
  }
}

/** The answer was given up because it would have filled our memory. */
export class ResponseTooLarge extends MailError {
  constructor(limit: number) {
    super('protocol-error', { message: `The mail server’s answer is larger than ${Math.round(limit / 1_048_576)} MB.` });
  }
}
