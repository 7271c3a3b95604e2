import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type RunningSimulator } from '../simulator';
import { XmlElement } from '../soap/xml-element';
import { readRequest } from '../soap/request-reader';

/** How a request is sent: who asks, in which version, for whom. */
export interface Sending {
  readonly login?: string;
  readonly password?: string;
  readonly version?: string;
  readonly impersonate?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly method?: string;
  /** A whole body in place of an envelope around the operation. */
  readonly whole?: boolean;
}

/** An answer: status, headers, text, and the first element of its SOAP body where it has one. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly body: XmlElement;
}

const nothing = new XmlElement('nothing', '', new Map());

/** Sends raw SOAP to a simulator over its own protocol, trusting its certificate authority. */
export class SoapClient {
  /** Every answer that is a SOAP envelope, by the operation asked for. */
  readonly answers: { readonly operation: string; readonly request: string; readonly response: string }[] = [];

  constructor(
    private readonly simulator: RunningSimulator,
    private readonly defaults: Sending = {},
  ) {}

  async call(operation: string, sending: Sending = {}): Promise<Received> {
    const { body, response } = await this.post(operation, sending);
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const isXml = response.headers['content-type']?.startsWith('text/xml') === true;
    if (isXml) this.answers.push({ operation: /<m:(\w+)/.exec(operation)?.[1] ?? '', request: body, response: text });
    return { status: response.statusCode ?? 0, headers: response.headers, text, body: isXml ? answerOf(text) : nothing };
  }

  /** Opens a hanging request; `next` resolves with the next envelope, `ended` when the server has closed the connection. */
  async open(operation: string, sending: Sending = {}): Promise<HangingResponse> {
    const { request, response } = await this.post(operation, sending);
    return new HangingResponse(request, response);
  }

  private post(operation: string, own: Sending): Promise<{ request: ClientRequest; response: IncomingMessage; body: string }> {
    const sending = {
      login: 'alice@example.test',
      password: 'secret',
      version: 'Exchange2013_SP1',
      method: 'POST',
      ...this.defaults,
      ...own,
    };
    const body = sending.whole === true ? operation : envelope(operation, sending);
    const url = new URL(sending.path ?? '/EWS/Exchange.asmx', this.simulator.url);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = {
      'Content-Type': 'text/xml; charset=utf-8',
      Authorization: `Basic ${Buffer.from(`${sending.login}:${sending.password}`).toString('base64')}`,
      ...sending.headers,
    };
    return new Promise((resolve, reject) => {
      const request = send(url, { method: sending.method, headers, ca: this.simulator.ca }, (response) =>
        resolve({ request, response, body }),
      );
      request.on('error', reject);
      request.end(sending.method === 'GET' ? undefined : body);
    });
  }
}

/** The envelopes of a notification connection. */
export class HangingResponse {
  readonly ended: Promise<void>;
  readonly isCompressed: boolean;
  /** The chunks as they came. */
  readonly chunks: string[] = [];
  private readonly envelopes: AsyncGenerator<string, undefined>;

  constructor(
    private readonly request: ClientRequest,
    response: IncomingMessage,
  ) {
    this.ended = new Promise((resolve) => response.once('close', () => resolve()));
    this.isCompressed = response.headers['content-encoding'] === 'gzip';
    this.envelopes = splitEnvelopes(this.isCompressed ? response.pipe(createGunzip()) : response, this.chunks);
  }

  /** The next envelope's text; undefined when there is none any more. */
  async next(): Promise<string | undefined> {
    return (await this.envelopes.next()).value;
  }

  close(): void {
    this.request.destroy();
  }
}

async function* splitEnvelopes(response: Readable, chunks: string[]): AsyncGenerator<string, undefined> {
  const end = '</s:Envelope>';
  let text = '';
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk.toString('utf8'));
    text += chunks.at(-1) ?? '';
    for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end)) {
      yield text.slice(0, at + end.length);
      text = text.slice(at + end.length);
    }
  }
  return undefined;
}

/** A SOAP request around an operation. */
export function envelope(operation: string, { version, impersonate }: Sending = {}): string {
  const requested = version === undefined || version === '' ? '' : `<t:RequestServerVersion Version="${version}"/>`;
  const sid = `<t:ConnectingSID><t:PrimarySmtpAddress>${impersonate ?? ''}</t:PrimarySmtpAddress></t:ConnectingSID>`;
  const impersonation = impersonate === undefined ? '' : `<t:ExchangeImpersonation>${sid}</t:ExchangeImpersonation>`;
  return (
    '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">' +
    `<s:Header>${requested}${impersonation}</s:Header><s:Body>${operation}</s:Body></s:Envelope>`
  );
}

function answerOf(text: string): XmlElement {
  const isFault = text.includes('<s:Fault>');
  return isFault ? nothing : readRequest(Buffer.from(text)).operation;
}
