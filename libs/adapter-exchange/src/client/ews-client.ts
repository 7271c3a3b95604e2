import type { IncomingHttpHeaders } from 'node:http';
import { type Cancellable, MailError, type MailboxTarget } from '@mailroom/mail-adapter';
import { httpError, retryAfterMs } from '../errors/http-error';
import { faultError, responseError } from '../errors/response-code';
import { CookieJar } from '../transport/cookie-jar';
import type { HttpResponse } from '../transport/http-transport';
import type { Timeouts } from '../transport/wait-clock';
import { loadLibrary } from '../wire/ews-library';
import { RequestBuilder, type RequestDefinition } from '../wire/request-builder';
import { readResponse } from '../wire/response-reader';
import type { XmlElement } from '../wire/xml-element';
import { authorization } from './authorization';
import type { ServerState } from './server-state';

export interface CallOptions extends Cancellable {
  /** Cuts the built XML into what is sent, to put in what would be too large for a string. */
  assemble?: (xml: string) => Buffer[];
  timeouts?: Timeouts;
  /** Default true. Not for what must not happen twice. */
  repeatable?: boolean;
}

const maxResponseBytes = 256 * 1_048_576;
/** Of an error page: read so far, to use the connection again. */
const maxPageBytes = 65_536;
const unlimited = Number.MAX_SAFE_INTEGER;
const defaultTimeouts: Timeouts = { connect: 5_000, firstByte: 75_000, idle: 30_000, total: 300_000 };

/** For what is asked while someone looks at the screen. */
export const timeoutsWithAPersonWaiting: Timeouts = { connect: 5_000, firstByte: 15_000, idle: 10_000, total: 30_000 };

/** Makes requests for one mailbox and gives what its server answers, as response messages or as errors. */
export class EwsClient {
  private readonly cookies = new CookieJar();

  constructor(
    readonly server: ServerState,
    readonly target: MailboxTarget,
    private readonly userAgent: string,
  ) {}

  /** The response messages in the order of the request's parts; one that reports an error is given like any other. */
  async *messages(definition: RequestDefinition, options: CallOptions = {}): AsyncGenerator<XmlElement> {
    const ews = await loadLibrary();
    for (;;) {
      const { version } = this.server;
      const xml = new RequestBuilder(ews, version, this.target).build(definition);
      try {
        yield* this.exchange(xml, options);
        return;
      } catch (error) {
        if (!(error instanceof MailError) || !this.server.stepDown(version, error)) throw error;
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

  private async *exchange(xml: string, options: CallOptions): AsyncGenerator<XmlElement> {
    const { timeouts = defaultTimeouts, repeatable = true, signal } = options;
    const response = await this.server.transport.post({
      headers: await this.headers(signal),
      body: options.assemble?.(xml) ?? [Buffer.from(xml)],
      maxResponseBytes: timeouts.total === Infinity ? unlimited : maxResponseBytes,
      timeouts,
      repeatable,
      signal,
    });
    this.cookies.store(response.headers['set-cookie']);
    await refuseWhatIsNoEnvelope(response);
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

  private async headers(signal: AbortSignal | undefined): Promise<Record<string, string | undefined>> {
    const { mailboxAddress, credentials } = this.target;
    return {
      Authorization: await authorization(credentials, signal),
      'Content-Type': 'text/xml; charset=utf-8',
      Accept: 'text/xml',
      'User-Agent': this.userAgent,
      // By which Exchange's front end finds the mailbox's server; a header cannot hold other characters.
      'X-AnchorMailbox': /^[\x21-\x7e]+$/.test(mailboxAddress) ? mailboxAddress : undefined,
      'X-PreferServerAffinity': 'true',
      Cookie: this.cookies.header(),
    };
  }
}

async function refuseWhatIsNoEnvelope({ status, headers, body }: HttpResponse): Promise<void> {
  const isXml = /\bxml\b/i.test(headers['content-type'] ?? '');
  if (isXml && (status === 200 || status === 500)) return;
  let size = 0;
  for await (const chunk of body) if ((size += chunk.length) > maxPageBytes) break;
  if (status !== 200) throw httpError(status, headers);
  throw new MailError('not-exchange');
}

function withRetryAfter(error: MailError, headers: IncomingHttpHeaders): MailError {
  const wait = retryAfterMs(headers['retry-after']);
  if (error.retryAfterMs !== null || wait === null) return error;
  return new MailError(error.code, { message: error.message, serverCode: error.serverCode ?? '', retryAfterMs: wait });
}
