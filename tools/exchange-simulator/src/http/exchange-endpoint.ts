import { type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type MailStore } from '../mailbox/mail-store';
import { type Subscriptions } from '../notifications/subscriptions';
import { type HangingAnswer } from '../operations/operation';
import { operations } from '../operations/registry';
import { Envelope } from '../soap/envelope';
import { SchemaViolation, SoapFault } from '../soap/errors';
import { readRequest, type SoapRequest } from '../soap/request-reader';
import { ResponseWriter } from '../soap/response-writer';
import { type ExchangeVersion, exchangeVersions, isAtLeast, type ServerVersion } from '../soap/server-version';
import { type Account, authenticate, impersonate, type Logins } from './authentication';
import { readBody } from './body';
import { type Statistics } from './statistics';

const path = '/ews/exchange.asmx';
const xml = 'text/xml; charset=utf-8';

/** What the endpoint needs to know and to reach. */
export interface EndpointSettings {
  readonly store: MailStore;
  readonly subscriptions: Subscriptions;
  readonly statistics: Statistics;
  readonly logins: Logins;
  readonly version: ServerVersion;
  /** Milliseconds that every answer is held back. */
  readonly latency: number;
}

/** An operation's answer before it is sent. */
interface Answer {
  readonly status: 200 | 500;
  readonly body: Buffer;
  readonly isError: boolean;
  readonly hanging?: HangingAnswer;
}

/** `/EWS/Exchange.asmx`: takes SOAP requests, finds out who asks and for whom, and lets the operation answer. */
export class ExchangeEndpoint {
  private readonly envelope: Envelope;

  constructor(private readonly settings: EndpointSettings) {
    this.envelope = new Envelope(settings.version);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { store, logins, statistics } = this.settings;
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.toLowerCase() !== path) return refuse(request, response, 404);
    const account = authenticate(request.headers.authorization, logins, store);
    if (account === undefined) {
      statistics.unauthorized++;
      return refuse(request, response, 401, { 'WWW-Authenticate': 'Basic realm="localhost"' });
    }
    if (request.method === 'GET') return this.describe(response);
    if (request.method !== 'POST') return refuse(request, response, 405, { Allow: 'GET, POST' });
    if (!/^(text\/xml|application\/soap\+xml)\b/i.test(request.headers['content-type'] ?? '')) return refuse(request, response, 415);
    await this.serve(request, response, account);
  }

  private async serve(request: IncomingMessage, response: ServerResponse, account: Account): Promise<void> {
    const { latency, statistics } = this.settings;
    statistics.begin();
    let hanging: HangingAnswer | undefined;
    let name = 'Unknown';
    try {
      const body = await readBody(request);
      if (latency > 0) await delay(latency);
      const answer = this.answer(body, account, (operation) => (name = operation));
      const counters = statistics.operation(name);
      counters.requests++;
      counters.bytesIn += body.length;
      counters.bytesOut += answer.body.length;
      if (answer.isError) counters.errors++;
      ({ hanging } = answer);
      if (hanging === undefined) {
        response.writeHead(answer.status, { 'Content-Type': xml, 'Content-Length': answer.body.length, 'Cache-Control': 'private' });
        response.end(answer.body);
      }
    } finally {
      statistics.end();
    }
    if (hanging !== undefined) this.keepOpen(response, name, hanging);
  }

  private answer(body: Buffer, account: Account, onOperation: (name: string) => void): Answer {
    try {
      const request = readRequest(body);
      const { name } = request.operation;
      if (operations.has(name)) onOperation(name);
      return this.run(request, account);
    } catch (error) {
      const fault = error instanceof SoapFault ? error : new SoapFault('ErrorInternalServerError', 'An internal server error occurred.');
      if (fault !== error) process.stderr.write(`exchange-simulator: ${error instanceof Error ? error.stack : String(error)}\n`);
      return { status: 500, body: Buffer.from(this.envelope.fault(fault)), isError: true };
    }
  }

  private run({ header, operation: request }: SoapRequest, account: Account): Answer {
    const { store, subscriptions, statistics } = this.settings;
    const version = this.requestedVersion(header?.child('RequestServerVersion')?.attribute('Version'));
    const operation = operations.get(request.name);
    if (operation === undefined) {
      throw new SoapFault('ErrorInvalidOperation', `The operation ${request.name} is not one that this server offers.`);
    }
    if (!isAtLeast(version, operation.since)) throw invalidVersion();
    const mailbox = impersonate(header, account, store);
    if (mailbox !== undefined) statistics.countMailbox(mailbox.address);
    const out = this.open(request.name);
    const hanging = operation.run(request, { store, subscriptions, account: account.name, mailbox, version, out });
    const body = hanging === undefined ? this.close(out, request.name) : Buffer.alloc(0);
    return { status: 200, body, isError: out.errorCodes.length > 0, ...(hanging && { hanging }) };
  }

  /** A request without a version is one of the first schema (Exchange Web Services documentation, "Versioning requests"). */
  private requestedVersion(name: string | undefined): ExchangeVersion {
    if (name === undefined) return 'Exchange2007';
    const version = exchangeVersions.find((known) => known === name);
    if (version === undefined) throw new SchemaViolation(`The 'Version' attribute is invalid: '${name}' is no version of Exchange.`);
    if (!isAtLeast(this.settings.version.schema, version)) throw invalidVersion();
    return version;
  }

  private keepOpen(response: ServerResponse, name: string, hanging: HangingAnswer): void {
    response.writeHead(200, { 'Content-Type': xml, 'Cache-Control': 'private' });
    response.flushHeaders();
    const counters = this.settings.statistics.operation(name);
    const send = (content: ResponseWriter): void => {
      const body = Buffer.concat([Buffer.from(this.opening(name)), this.close(content, name)]);
      counters.bytesOut += body.length;
      response.write(body);
    };
    const stop = hanging.open(send, () => response.end());
    response.once('close', stop);
  }

  private open(name: string): ResponseWriter {
    return new ResponseWriter().raw(this.opening(name));
  }

  private opening(name: string): string {
    return `${this.envelope.opening}${Envelope.answerTag(name)}<m:ResponseMessages>`;
  }

  private close(out: ResponseWriter, name: string): Buffer {
    return out.raw(`</m:ResponseMessages></m:${name}Response>${this.envelope.closing}`).toBuffer();
  }

  /** What a browser sees. */
  private describe(response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><title>Exchange Web Services</title><p>This address takes SOAP requests of Exchange Web Services.</p>');
  }
}

function invalidVersion(): SoapFault {
  return new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.');
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  request.resume();
  response.writeHead(status, { ...headers, 'Content-Length': 0 });
  response.end();
}
