import type { Agent, IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { MailError } from '@mailroom/mail-adapter';
import { channelBinding } from '../ntlm/channel-binding';
import { NtlmClient, type NtlmLogin } from '../ntlm/ntlm-client';
import type { Exchange, HttpResponse, Send } from './http-transport';
import { readAway } from './response-body';

const maxIdle = 32;
/** A connection of its own: an agent that never has two, and the socket that is signed in. */
interface Connection {
  readonly key: string;
  readonly agent: Agent;
  socket: Socket | null;
}

/**
 * Connections that are signed in by NTLM, which proves a login once for a connection and not for each request
 * (MS-NTHT 3.1.5). So each serves one login, carries one request at a time, and does its own handshake; requests after it
 * need no header.
 */
export class NtlmConnections {
  private readonly agents = new Set<Agent>();
  private readonly idle: Connection[] = [];
  /** Windows takes the same messages under the other name, and some servers offer no other. */
  private scheme: 'NTLM' | 'Negotiate' = 'NTLM';

  constructor(
    private readonly host: string,
    private readonly makeAgent: () => Agent,
  ) {}

  /**
   * @param hangs as the request's
   * @throws MailError `connection-lost`, `protocol-error`; what `send` throws
   */
  async post(login: NtlmLogin, send: Send, hangs?: true): Promise<HttpResponse> {
    const connection = this.take(login, hangs);
    try {
      const response = (await whenSignedIn(connection, send)) ?? (await this.signIn(connection, login, send));
      return { ...response, body: this.givingBack(response.body, connection) };
    } catch (error) {
      this.end(connection);
      throw error;
    }
  }

  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  private take({ login, password }: NtlmLogin, hangs?: true): Connection {
    const key = JSON.stringify([login, password, hangs]);
    const index = this.idle.findLastIndex((connection) => connection.key === key);
    const [known] = index === -1 ? [] : this.idle.splice(index, 1);
    if (known) return known;
    const agent = this.makeAgent();
    this.agents.add(agent);
    return { key, agent, socket: null };
  }

  private end({ agent }: Connection): void {
    agent.destroy();
    this.agents.delete(agent);
  }

  private async *givingBack(body: AsyncIterable<Buffer>, connection: Connection): AsyncGenerator<Buffer> {
    try {
      yield* body;
    } finally {
      this.idle.push(connection);
      const [oldest] = this.idle.length > maxIdle ? this.idle.splice(0, 1) : [];
      if (oldest) this.end(oldest);
    }
  }

  /** The request itself goes with the last message: with the first, its body would be sent in vain. */
  private async signIn(connection: Connection, login: NtlmLogin, send: Send): Promise<HttpResponse> {
    const client = new NtlmClient(login);
    const opened = await this.open(connection, client, send);
    const challenge = tokenOf(opened.response, this.scheme);
    if (!challenge) return opened.response;
    await readAway(opened.response.body);
    const channel = { service: `HTTP/${this.host}`, binding: bindingTo(opened.socket) };
    const authorization = this.header(client.authenticate(challenge, channel));
    const { response, socket } = await send(connection.agent, { authorization });
    if (response.status === 401 && socket !== opened.socket) {
      throw new MailError('connection-lost', {
        message: 'The connection was ended in the middle of the sign-in by NTLM, which needs one connection from end to end.',
      });
    }
    connection.socket = response.status === 401 ? null : socket;
    return response;
  }

  private async open(connection: Connection, client: NtlmClient, send: Send): Promise<Exchange> {
    const opened = await send(connection.agent, { authorization: this.header(client.negotiate), isEmpty: true });
    const { status, headers } = opened.response;
    if (status !== 401 || this.scheme === 'Negotiate' || offers(headers, 'NTLM') || !offers(headers, 'Negotiate')) return opened;
    this.scheme = 'Negotiate';
    await readAway(opened.response.body);
    return this.open(connection, client, send);
  }

  private header(message: Buffer): string {
    return `${this.scheme} ${message.toString('base64')}`;
  }
}

/** `null` when the connection is not signed in, or not any more. */
async function whenSignedIn({ agent, socket }: Connection, send: Send): Promise<HttpResponse | null> {
  if (!socket?.writable) return null;
  const { response } = await send(agent);
  if (response.status !== 401) return response;
  await readAway(response.body);
  return null;
}

function bindingTo(socket: Socket): Buffer | null {
  const certificate = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
  return certificate ? channelBinding(certificate.raw) : null;
}

function offers(headers: IncomingHttpHeaders, scheme: string): boolean {
  return new RegExp(`(^|,)\\s*${scheme}\\b`, 'i').test(headers['www-authenticate'] ?? '');
}

function tokenOf({ status, headers }: HttpResponse, scheme: string): Buffer | null {
  const token = new RegExp(`(?:^|,)\\s*${scheme}\\s+([A-Za-z0-9+/]+=*)`, 'i').exec(headers['www-authenticate'] ?? '')?.[1];
  return status === 401 && token !== undefined ? Buffer.from(token, 'base64') : null;
}
