import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, authenticate, type Logins } from './authentication';
import { readBody } from './body';
import { type Answer, Dispatcher, type DispatcherSettings } from './dispatcher';

const path = '/ews/exchange.asmx';
const xmlHeaders = { 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'private' };
const challenge = { 'WWW-Authenticate': 'Basic realm="localhost"' };

/** What the endpoint needs to know and to reach. */
export interface EndpointSettings extends DispatcherSettings {
  readonly logins: Logins;
  /** Milliseconds that every answer is held back. */
  readonly latency: number;
}

/** `/EWS/Exchange.asmx`: lets in who may, counts, and sends what the dispatcher answers. */
export class ExchangeEndpoint {
  private readonly dispatcher: Dispatcher;

  constructor(private readonly settings: EndpointSettings) {
    this.dispatcher = new Dispatcher(settings);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { store, logins, statistics } = this.settings;
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.toLowerCase() !== path) return refuse(request, response, 404);
    const account = authenticate(request.headers.authorization, logins, store);
    if (account === undefined) {
      statistics.unauthorized++;
      return refuse(request, response, 401, challenge);
    }
    if (request.method === 'GET') return describe(response);
    if (request.method !== 'POST') return refuse(request, response, 405, { Allow: 'GET, POST' });
    if (!/^(text\/xml|application\/soap\+xml)\b/i.test(request.headers['content-type'] ?? '')) return refuse(request, response, 415);
    await this.serve(request, response, account);
  }

  private async serve(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void> {
    const { latency, statistics } = this.settings;
    statistics.begin();
    let answer: Answer;
    try {
      const body = await readBody(request);
      if (latency > 0) await delay(latency);
      answer = this.dispatcher.answer(body, account);
      const counters = statistics.operation(answer.operation);
      counters.requests++;
      counters.bytesIn += body.length;
      counters.bytesOut += answer.body.length;
      if (answer.isError) counters.errors++;
      if (answer.fault?.kind === 'slow') await delay(answer.fault.milliseconds);
    } finally {
      statistics.end();
    }
    if (answer.hanging === undefined) send(response, answer);
    else this.keepOpen(response, answer.operation, answer.hanging);
  }

  private keepOpen(response: ServerResponse, operation: string, hanging: NonNullable<Answer['hanging']>): void {
    // The client may have gone while the answer was held back.
    if (response.destroyed) return;
    response.writeHead(200, xmlHeaders);
    response.flushHeaders();
    const counters = this.settings.statistics.operation(operation);
    const stop = hanging.open(
      (messages) => {
        const body = this.dispatcher.wrap(operation, messages);
        counters.bytesOut += body.length;
        response.write(body);
      },
      () => response.end(),
    );
    response.once('close', stop);
  }
}

/** Sends an answer, or what a fault makes of it. */
function send(response: ServerResponse, { status, body, fault }: Answer): void {
  const headers = { ...xmlHeaders, 'Content-Length': body.length };
  switch (fault?.kind) {
    case 'drop-connection':
      response.destroy();
      return;
    case 'half-response':
      response.writeHead(status, headers);
      response.write(body.subarray(0, body.length >> 1), () => response.destroy());
      return;
    case 'garbage-xml':
      response.writeHead(status, xmlHeaders);
      response.end(Buffer.concat([body.subarray(0, body.length >> 1), Buffer.from('</nonsense>\u0000&')]));
      return;
    case 'http-503':
      response.writeHead(503, { 'Retry-After': Math.ceil(fault.milliseconds / 1000), 'Content-Length': 0 });
      response.end();
      return;
    case 'http-401':
      response.writeHead(401, { ...challenge, 'Content-Length': 0 });
      response.end();
      return;
    default:
      response.writeHead(status, headers);
      response.end(body);
  }
}

/** What a browser sees. */
function describe(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>Exchange Web Services</title><p>This address takes SOAP requests of Exchange Web Services.</p>');
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  request.resume();
  response.writeHead(status, { ...headers, 'Content-Length': 0 });
  response.end();
}
