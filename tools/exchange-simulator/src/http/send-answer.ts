import { type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { type Authenticator } from '../authentication/authenticator';
import { type Fault } from '../faults/fault';
import { compress, gzipHeaders } from './compression';
import { type Answer } from './dispatcher';
import { writeHead } from './head';

/** The headers of every answer in XML. */
export const xmlHeaders = { 'Content-Type': 'text/xml; charset=utf-8', 'Cache-Control': 'private' } as const;

/** How an answer is sent. */
export interface Sending {
  readonly isCompressed: boolean;
  readonly authenticator: Authenticator;
}

/** Sends an answer, or what a fault makes of it. Answers how many bytes its body has on the wire. */
export async function sendAnswer(response: ServerResponse, answer: Answer, { isCompressed, authenticator }: Sending): Promise<number> {
  const { status, fault } = answer;
  switch (fault?.kind) {
    case 'drop-connection':
      response.destroy();
      return 0;
    case 'http-503':
      return sendEmpty(response, 503, retryAfter(fault));
    case 'http-429':
      return sendEmpty(response, 429, retryAfter(fault));
    case 'http-401':
      return sendEmpty(response, 401, authenticator.challenges());
    default:
  }
  if (answer.body.length === 0) return sendEmpty(response, status, {});
  const text = fault?.kind === 'garbage-xml' ? garbage(answer.body) : answer.body;
  const body = isCompressed ? await compress(text) : text;
  writeHead(response, status, { ...xmlHeaders, ...(isCompressed && gzipHeaders), 'Content-Length': body.length });
  if (fault?.kind === 'half-response') response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
  return body.length;
}

/** Sends a document that is made as quickly as it is sent. */
export function sendXml(response: ServerResponse, text: string, status = 200): void {
  const body = Buffer.from(text);
  writeHead(response, status, { ...xmlHeaders, 'Content-Length': body.length });
  response.end(body);
}

function sendEmpty(response: ServerResponse, status: number, headers: OutgoingHttpHeaders): number {
  writeHead(response, status, { ...headers, 'Content-Length': 0 });
  response.end();
  return 0;
}

function retryAfter({ milliseconds }: Fault): { readonly 'Retry-After': number } {
  return { 'Retry-After': Math.ceil(milliseconds / 1000) };
}

function garbage(body: Buffer): Buffer {
  return Buffer.concat([body.subarray(0, body.length >> 1), Buffer.from('</nonsense>\u0000&')]);
}
