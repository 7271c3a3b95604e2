import { Agent as HttpAgent, type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type RunningSimulator } from '../simulator';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One connection to a simulator, over which requests go as they are given. */
export class Connection {
  private readonly agent: HttpAgent;
  private readonly sockets = new Set<unknown>();

  constructor(private readonly simulator: RunningSimulator) {
    this.agent =
      simulator.ca === undefined ? new HttpAgent({ keepAlive: true, maxSockets: 1 }) : new HttpsAgent({ keepAlive: true, maxSockets: 1 });
  }

  /** How many connections were needed so far. */
  get count(): number {
    return this.sockets.size;
  }

  send(method: string, path: string, headers: Readonly<Record<string, string>>, body: string | Buffer = ''): Promise<RawAnswer> {
    const url = new URL(path, this.simulator.url);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, { method, headers, agent: this.agent, ca: this.simulator.ca }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
      });
      request.on('socket', (socket) => this.sockets.add(socket));
      request.on('error', reject);
      request.end(body);
    });
  }

  /** A SOAP request to Exchange Web Services. */
  post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
    return this.send('POST', '/EWS/Exchange.asmx', { 'Content-Type': 'text/xml; charset=utf-8', ...headers }, body);
  }

  close(): void {
    this.agent.destroy();
  }
}

/** An Authorization header of RFC 7617. */
export function basic(login: string, password = 'secret'): { readonly Authorization: string } {
  return { Authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` };
}
