import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type Server as SecureServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { type ServerCertificate } from './certificates';

/** How long an idle connection is kept, in milliseconds; as long as Exchange's web server does. */
const idleTimeout = 120_000;
/** How often a free port is looked for that both loopback addresses have. */
const attempts = 20;

/** Servers that listen on one port of the loopback addresses. */
export class Listeners {
  private constructor(
    readonly port: number,
    private readonly servers: readonly (Server | SecureServer)[],
  ) {}

  /**
   * Listens on 127.0.0.1 and, where the machine has it, on ::1, so that "localhost" works whichever it means.
   * `port` 0 takes a free one. Without a certificate it speaks plain HTTP.
   */
  static async open(
    port: number,
    certificate: ServerCertificate | undefined,
    onRequest: RequestListener,
    hosts: readonly ['127.0.0.1', '::1'?] = ['127.0.0.1', '::1'],
  ): Promise<Listeners> {
    const create = (): Server | SecureServer =>
      certificate === undefined
        ? createHttpServer(onRequest)
        : createHttpsServer({ key: certificate.key, cert: certificate.certificate }, onRequest);
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

function listen<T extends Server | SecureServer>(server: T, host: string, port: number): Promise<T> {
  server.keepAliveTimeout = idleTimeout;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
