import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account } from '../authentication/accounts';
import { type Authenticator } from '../authentication/authenticator';
import { ChunkWriter, type StreamingSettings } from '../notifications/chunk-writer';
import { type BackEnds } from './back-ends';
import { readBody } from './body';
import { acceptsGzip, compressInto, gzipHeaders } from './compression';
import { type Answer, Dispatcher, type DispatcherSettings } from './dispatcher';
import { longestBody, refuse, type Service } from './front-end';
import { writeHead } from './head';
import { sendAnswer, xmlHeaders } from './send-answer';

/** Not compressed unless that is asked for: exchangelib says that it accepts gzip, and yet reads what Exchange answers to this byte by byte as it is. */
const notifying = 'GetStreamingEvents';

/** What the endpoint needs to know and to reach. */
export interface EndpointSettings extends DispatcherSettings {
  readonly backEnds: BackEnds;
  readonly authenticator: Authenticator;
  /** 'all': notifications too. */
  readonly gzip: boolean | 'all';
  /** Milliseconds that every answer is held back. */
  readonly latency: number;
  readonly streaming: StreamingSettings;
}

/** `/EWS/Exchange.asmx`: routes requests, counts, and sends what the dispatcher answers. */
export class ExchangeEndpoint implements Service {
  private readonly dispatcher: Dispatcher;

  constructor(private readonly settings: EndpointSettings) {
    this.dispatcher = new Dispatcher(settings);
  }

  async serve(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void> {
    if (request.method === 'GET') return describe(response);
    if (request.method !== 'POST') return refuse(request, response, 405, { Allow: 'GET, POST' });
    if (!/^(text\/xml|application\/soap\+xml)\b/i.test(request.headers['content-type'] ?? '')) return refuse(request, response, 415);
    const { latency, statistics } = this.settings;
    statistics.begin();
    let answer: Answer;
    try {
      answer = await this.answer(request, response, account);
      if (response.destroyed) answer.release?.();
      else if (answer.release !== undefined) response.once('close', answer.release);
      if (latency > 0) await delay(latency);
      if (answer.fault?.kind === 'slow') await delay(answer.fault.milliseconds);
    } finally {
      statistics.end();
    }
    const counters = statistics.operation(answer.operation);
    const { gzip } = this.settings;
    const isCompressed =
      (answer.operation === notifying ? gzip === 'all' : gzip !== false) && acceptsGzip(request.headers['accept-encoding']);
    if (answer.hanging !== undefined) return this.keepOpen(response, answer.operation, answer.hanging, isCompressed);
    counters.bytesOut += await sendAnswer(response, answer, { isCompressed, authenticator: this.settings.authenticator });
  }

  private async answer(request: IncomingMessage, response: ServerResponse, account: Account): Promise<Answer> {
    const { backEnds, statistics } = this.settings;
    const { headers } = request;
    const route = backEnds.route(headers, account.mailbox);
    statistics.countRoute(route);
    if (route.setCookie !== undefined) response.setHeader('Set-Cookie', route.setCookie);
    const body = await readBody(request, longestBody);
    const anchor = headers['x-anchormailbox'];
    const caller = { account, backEnd: route.backEnd, anchorMailbox: typeof anchor === 'string' ? anchor : undefined };
    const answer = this.dispatcher.answer(body, caller);
    const counters = statistics.operation(answer.operation);
    counters.requests++;
    counters.bytesIn += Number(headers['content-length'] ?? body.length);
    if (answer.isError) counters.errors++;
    return answer;
  }

  private keepOpen(response: ServerResponse, operation: string, hanging: NonNullable<Answer['hanging']>, isCompressed: boolean): void {
    // The client may have gone while the answer was held back.
    if (response.destroyed) return;
    writeHead(response, 200, isCompressed ? { ...xmlHeaders, ...gzipHeaders } : xmlHeaders);
    response.flushHeaders();
    const counters = this.settings.statistics.operation(operation);
    const count = (length: number): void => void (counters.bytesOut += length);
    const chunks = new ChunkWriter(isCompressed ? compressInto(response, count) : response, this.settings.streaming);
    const stop = hanging.open(
      (messages) => {
        const body = this.dispatcher.wrap(operation, messages);
        if (!isCompressed) count(body.length);
        chunks.write(body);
      },
      () => chunks.end(),
    );
    response.once('close', () => {
      stop();
      chunks.stop();
    });
  }
}

/** What a browser sees. */
function describe(response: ServerResponse): void {
  writeHead(response, 200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>Exchange Web Services</title><p>This address takes SOAP requests of Exchange Web Services.</p>');
}
