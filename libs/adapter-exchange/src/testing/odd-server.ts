import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Node, parse, write, type XmlStyle } from './odd-xml';

/** Ways in which other servers than Exchange, or what stands before one, are odd. */
export interface Oddities extends XmlStyle {
  /** Its own name for `ResponseMessages`. */
  container?: string;
  /** Response messages, and elements within items and folders, from last to first. */
  reversed?: boolean;
  /** An envelope for each response message, all in one body. */
  manyEnvelopes?: boolean;
  /** A second's fraction in nine digits. */
  nanoseconds?: boolean;
  /** A changed read flag is told as a changed item. */
  updatesForReadFlags?: boolean;
  /** Item ids begin with it. */
  idPrefix?: string;
  /** Elements and attributes that it leaves out. */
  without?: readonly string[];
  /** What it makes of a message's MIME, each time it is asked for. */
  mime?: (mime: string) => string;
  encoding?: 'utf-8-with-mark' | 'utf-16';
  /** Ends the connection after each answer, or tells its length before. */
  transfer?: 'close' | 'with-length';
}

export interface OddServer {
  serviceAddress: string;
  close(): Promise<void>;
}

/** Stands before a simulator that speaks plain HTTP, and makes its answers odd. */
export async function startOddServer(behind: string, oddities: Oddities): Promise<OddServer> {
  const server = createServer((incoming, outgoing) => void forward(behind, incoming, outgoing, oddities));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceAddress: `http://localhost:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function forward(behind: string, incoming: IncomingMessage, outgoing: ServerResponse, oddities: Oddities): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const body = Buffer.from(
    Buffer.concat(parts)
      .toString()
      .replaceAll(escaped(oddities.idPrefix ?? ''), ''),
  );
  const headers = { ...incoming.headers, 'content-length': String(body.length) };
  const sent = httpRequest(`${behind}${incoming.url}`, { method: 'POST', headers });
  outgoing.once('close', () => sent.destroy());
  sent.once('response', (response) => void answer(response, outgoing, oddities));
  sent.once('error', () => outgoing.destroy());
  sent.end(body);
}

async function answer(response: IncomingMessage, outgoing: ServerResponse, oddities: Oddities): Promise<void> {
  const { 'content-length': _, connection: __, 'transfer-encoding': ___, ...headers } = response.headers;
  if (oddities.transfer === 'close') outgoing.setHeader('connection', 'close');
  const isStream = response.headers['content-length'] === undefined;
  let waiting = '';
  try {
    for await (const chunk of response) {
      waiting += String(chunk);
      if (!isStream || !waiting.endsWith('Envelope>')) continue;
      if (!outgoing.headersSent) outgoing.writeHead(response.statusCode ?? 0, headers);
      outgoing.write(rewrite(waiting, oddities));
      waiting = '';
    }
  } catch {
    return void outgoing.destroy();
  }
  const rest = waiting.endsWith('Envelope>') ? rewrite(waiting, oddities) : Buffer.from(waiting);
  if (oddities.transfer === 'with-length') outgoing.setHeader('content-length', rest.length);
  if (!outgoing.headersSent) outgoing.writeHead(response.statusCode ?? 0, headers);
  outgoing.end(rest);
}

function rewrite(xml: string, oddities: Oddities): Buffer {
  const envelopes = parse(xml).flatMap((envelope) => inPieces(change(envelope, oddities), oddities));
  const text = envelopes.map((envelope) => write(envelope, oddities)).join('\r\n');
  if (oddities.encoding === undefined) return Buffer.from(text);
  return Buffer.from(`\ufeff${text}`, oddities.encoding === 'utf-16' ? 'utf16le' : 'utf8');
}

/** The element and everything in it, as the server would have written it. */
function change(node: Node, oddities: Oddities): Node {
  const { without = [], reversed, container, idPrefix = '', nanoseconds, updatesForReadFlags, mime } = oddities;
  const children = node.children.filter(({ name }) => !without.includes(name)).map((child) => change(child, oddities));
  const attributes = Object.fromEntries(Object.entries(node.attributes).filter(([name]) => !without.includes(name)));
  if (attributes['Id'] !== undefined && node.name === 'ItemId') attributes['Id'] = idPrefix + attributes['Id'];
  let { text } = node;
  if (nanoseconds) text = text.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/, '$1.123456789Z');
  if (mime && node.name === 'MimeContent')
    text = Buffer.from(mime(Buffer.from(text, 'base64').toString('latin1')), 'latin1').toString('base64');
  const changed = { ...node, attributes, children, text };
  if (reversed && !ordered.has(node.name)) changed.children.reverse();
  if (container !== undefined && node.name === 'ResponseMessages') changed.name = container;
  if (updatesForReadFlags && node.name === 'ReadFlagChange') {
    return { ...changed, name: 'Update', children: [{ ...changed, name: 'Message' }] };
  }
  return changed;
}

/** Where the order means something. */
const ordered = new Set(['Envelope', 'Changes', 'Notifications', 'Notification']);

function inPieces(envelope: Node, { manyEnvelopes }: Oddities): Node[] {
  const body = envelope.children.find(({ name }) => name === 'Body');
  const operation = body?.children[0];
  const container = operation?.children[0];
  if (!manyEnvelopes || !body || !operation || !container || container.children.length < 2) return [envelope];
  const others = envelope.children.filter((child) => child !== body);
  return container.children.map((message) => ({
    ...envelope,
    children: [...others, { ...body, children: [{ ...operation, children: [{ ...container, children: [message] }] }] }],
  }));
}

/** As the adapter writes it. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
