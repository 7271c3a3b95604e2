import type { IncomingHttpHeaders } from 'node:http';
import { type Cancellable, type Credentials, MailError, type MailboxTarget } from '@mailroom/mail-adapter';
import { httpError } from '../errors/http-error';
import { refusedLogin } from '../errors/refused-login';
import { faultError, NonPrimaryAddress, responseError } from '../errors/response-error';
import { retryAfterMs } from '../errors/server-wait';
import { CookieJar } from '../transport/cookie-jar';
import type { HttpResponse } from '../transport/http-transport';
import { readAway } from '../transport/response-body';
import type { Timeouts } from '../transport/wait-clock';
import { loadLibrary } from '../wire/ews-library';
import { RequestBuilder, type RequestDefinition } from '../wire/request-builder';
import { readResponse } from '../wire/response-reader';
import type { XmlElement } from '../wire/xml-element';
import { postSignedIn } from './authorization';
import type { ServerState } from './server-state';

export interface CallOptions extends Cancellable {
  /** Cuts the built XML into what is sent, to put in what would be too large for a string. */
  assemble?: (xml: string) => Buffer[];
  timeouts?: Timeouts;
  /** Default true. Not for what must not happen twice. */
  repeatable?: boolean;
  /** For subscriptions, which live on the one back end that made them. */
  affinity?: true;
  /** Its answer takes minutes. */
  hangs?: true;
}

/** What the subscriptions of one connection share: the way to the back end that has them. */
export interface SharedAffinity {
  cookies: CookieJar;
  /** The mailbox that leads there (`X-AnchorMailbox`). */
  anchorMailbox: string;
}

/** What all mailboxes' requests have in common. */
export interface ClientOptions {
  userAgent: string;
  /** Whether answers may come compressed. */
  compression: boolean;
}

const defaultTimeouts: Timeouts = { connect: 5_000, firstByte: 75_000, idle: 30_000, total: 300_000 };

/** For what is asked while someone looks at the screen. */
export const timeoutsWithAPersonWaiting: Timeouts = { connect: 5_000, firstByte: 15_000, idle: 10_000, total: 30_000 };

/** Makes requests for one mailbox and gives what its server answers, as response messages or as errors. */
export class EwsClient {
  private readonly cookies: CookieJar;
  private hasLearntAddress = false;

  constructor(
    readonly server: ServerState,
    private current: MailboxTarget,
    private readonly options: ClientOptions,
    private readonly affinity?: SharedAffinity,
  ) {
    this.cookies = affinity?.cookies ?? new CookieJar();
  }

  /** As it was given, with the mailbox's primary address once the server has insisted on it. */
  get target(): MailboxTarget {
    return this.current;
  }

  /** The response messages in the order of the request's parts; one that reports an error is given like any other. */
  async *messages(definition: RequestDefinition, options: CallOptions = {}): AsyncGenerator<XmlElement> {
    const ews = await loadLibrary();
    for (;;) {
      const { target } = this;
      const { version } = this.server;
      try {
        yield* this.read(await this.post(new RequestBuilder(ews, version, target).build(definition), options));
        return;
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        if (!this.server.stepDown(version, error) && !this.learnAddress(target, error)) throw this.server.explain(error);
      }
    }
  }

  /** For a request of one part. @throws MailError when that part failed */
  async single(definition: RequestDefinition, options?: CallOptions): Promise<XmlElement> {
    let answer: XmlElement | undefined;
    for await (const message of this.messages(definition, options)) answer ??= message;
    if (!answer) throw new MailError('protocol-error', { message: 'The mail server’s answer holds no response message.' });
    const error = responseError(answer);
    if (error) throw error;
    return answer;
  }

  /** @returns whether the request should be made again */
  private learnAddress(refused: MailboxTarget, error: MailError): boolean {
    if (!(error instanceof NonPrimaryAddress) || error.primaryAddress === refused.mailboxAddress) return false;
    // Once only: a server that goes on refusing is not followed in circles.
    if (this.current !== refused || this.hasLearntAddress) return this.current !== refused;
    this.hasLearntAddress = true;
    this.current = { ...refused, mailboxAddress: error.primaryAddress };
    return true;
  }

  /** Apart from `read`, which may go on for half an hour: nothing of the request is kept for so long. */
  private async post(xml: string, options: CallOptions): Promise<HttpResponse> {
    const { timeouts = defaultTimeouts, repeatable = true, signal, hangs } = options;
    const response = await postSignedIn(this.server.transport, this.target.credentials, {
      headers: this.headers(options.affinity),
      body: options.assemble?.(xml) ?? [Buffer.from(xml)],
      timeouts,
      repeatable,
      signal,
      hangs,
    });
    this.cookies.store(response.headers['set-cookie']);
    await refuseWhatIsNoEnvelope(response, this.target.credentials);
    return response;
  }

  private async *read(response: HttpResponse): AsyncGenerator<XmlElement> {
    // Thrown at the end, so that the answer is read whole and the connection can be used again.
    let failure = response.status === 200 ? null : httpError(response.status, response.headers);
    for await (const element of readResponse(response.body)) {
      if (element.name === 'ServerVersionInfo') this.server.learn(element);
      else if (element.name === 'Fault') failure = withRetryAfter(faultError(element), response.headers);
      else {
        this.server.accepted();
        yield element;
      }
    }
    if (failure) throw failure;
  }

  private headers(affinity?: true): Record<string, string | undefined> {
    const anchor = this.affinity?.anchorMailbox ?? this.target.mailboxAddress;
    return {
      'Content-Type': 'text/xml; charset=utf-8',
      Accept: 'text/xml',
      'Accept-Encoding': this.options.compression ? 'gzip' : undefined,
      'User-Agent': this.options.userAgent,
      // By which Exchange's front end finds the mailbox's server; a header cannot hold other characters.
      'X-AnchorMailbox': /^[\x21-\x7e]+$/.test(anchor) ? anchor : undefined,
      'X-PreferServerAffinity': affinity && 'true',
      Cookie: this.cookies.header(),
    };
  }
}

async function refuseWhatIsNoEnvelope({ status, headers, body }: HttpResponse, credentials: Credentials): Promise<void> {
  const isXml = /\bxml\b/i.test(headers['content-type'] ?? '');
  if (isXml && (status === 200 || status === 500)) return;
  await readAway(body);
  if (status === 401) throw refusedLogin(headers, credentials);
  if (status !== 200) throw httpError(status, headers);
  throw new MailError('not-exchange');
}

function withRetryAfter(error: MailError, headers: IncomingHttpHeaders): MailError {
  const wait = retryAfterMs(headers['retry-after']);
  if (error.retryAfterMs !== null || wait === null) return error;
  return new MailError(error.code, { message: error.message, serverCode: error.serverCode ?? '', retryAfterMs: wait });
}
