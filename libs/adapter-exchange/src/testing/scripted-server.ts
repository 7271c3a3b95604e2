import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface ScriptedRequest {
  path: string;
  body: string;
  headers: IncomingHttpHeaders;
  /** How many came before. */
  index: number;
  /** How many connections were opened before the one that it came over. */
  connection: number;
}

export interface ScriptedAnswer {
  /** Default 200. */
  status?: number;
  headers?: Record<string, string>;
  /** The body's pieces, each written by itself. */
  chunks: readonly (string | Buffer)[];
  /** Breaks the connection after the last piece. */
  breaks?: boolean;
  /** Leaves the answer open after the last piece. */
  hangs?: boolean;
}

export interface ScriptedServer {
  port: number;
  serviceAddress: string;
  ca: string | undefined;
  requests: ScriptedRequest[];
  /** Ends the connections; resolves when their clients know. */
  disconnect(): Promise<void>;
  close(): Promise<void>;
}

export interface Identity {
  key: string;
  cert: string;
  ca: string;
}

/** A server that answers as a test tells it to, for what no simulator should do. */
export async function startScriptedServer(
  answer: (request: ScriptedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>,
  identity?: Identity,
): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = [];
  const connections = new Map<Socket, number>();
  const listener: RequestListener = (incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const connection = connections.get(incoming.socket) ?? connections.size;
      connections.set(incoming.socket, connection);
      const body = Buffer.concat(parts).toString();
      const request = { connection, path: incoming.url ?? '', body, headers: incoming.headers, index: requests.length };
      requests.push(request);
      void Promise.resolve(answer(request)).then((told) => give(told, outgoing));
    });
  };
  const server = identity ? createTlsServer(identity, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    serviceAddress: identity ? `localhost:${port}` : `http://localhost:${port}`,
    ca: identity?.ca,
    requests,
    async disconnect() {
      const open = [...connections.keys()].filter(({ destroyed }) => !destroyed);
      await Promise.all(open.map((socket) => new Promise((resolve) => void socket.end().once('close', resolve))));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function give({ status = 200, headers, chunks, breaks, hangs }: ScriptedAnswer, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(status, { 'Content-Type': 'text/xml; charset=utf-8', ...headers });
  outgoing.flushHeaders();
  for (const chunk of chunks) await new Promise<void>((resolve) => outgoing.write(chunk, () => resolve()));
  if (breaks) outgoing.destroy();
  else if (!hangs) outgoing.end();
}
