import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createHttpsServer, type Server as SecureServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type ServerCertificate } from './certificates';

/** How often a free port is looked for that both loopback addresses have. */
const attempts = 20;

/** What a server is patient with, in milliseconds. */
export interface Patience {
  /** For the header of a request to be there. */
  readonly headers: number;
  /** For a whole request to be there. */
  readonly request: number;
  /** Between two requests on a connection. */
  readonly idle: number;
}

/** As IIS is: connectionTimeout and headerWaitTimeout of two minutes. */
const patience: Patience = { headers: 120_000, request: 300_000, idle: 120_000 };

/** Where and how to listen. */
export interface ListenerSettings {
  /** 0 takes a free one. */
  readonly port: number;
  /** Without one it speaks plain HTTP. */
  readonly certificate?: ServerCertificate | undefined;
  readonly hosts?: readonly ['127.0.0.1', '::1'?];
  readonly patience?: Patience;
}

/** Servers that listen on one port of the loopback addresses. */
export class Listeners {
  private constructor(
    readonly port: number,
    private readonly servers: readonly (Server | SecureServer)[],
  ) {}

  /** Listens on 127.0.0.1 and, where the machine has it, on ::1, so that "localhost" works whichever it means. */
  static async open(settings: ListenerSettings, onRequest: RequestListener): Promise<Listeners> {
    const { port, hosts = ['127.0.0.1', '::1'] } = settings;
    const create = (): Server | SecureServer => createServer(settings, onRequest);
    for (let attempt = 1; ; attempt++) {
      const first = await listen(create(), hosts[0], port);
      const taken = (first.address() as AddressInfo).port;
      if (hosts[1] === undefined) return new Listeners(taken, [first]);
      try {
        return new Listeners(taken, [first, await listen(create(), hosts[1], taken)]);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return new Listeners(taken, [first]);
        first.close();
        if (code !== 'EADDRINUSE' || port !== 0 || attempt === attempts) throw error;
      }
    }
  }

  /** Ends every connection and stops listening. */
  async close(): Promise<void> {
    await Promise.all(
      this.servers.map(
        (server) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  }
}

function createServer({ certificate, patience: { headers, request, idle } = patience }: ListenerSettings, onRequest: RequestListener) {
  const options: ServerOptions = {
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: idle,
    connectionsCheckingInterval: Math.min(headers, 30_000),
  };
  return certificate === undefined
    ? createHttpServer(options, onRequest)
    : createHttpsServer({ ...options, key: certificate.key, cert: certificate.certificate }, onRequest);
}

function listen<T extends Server | SecureServer>(server: T, host: string, port: number): Promise<T> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
