import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type ServerCertificate } from './certificates';

/** How often a free port is looked for that both loopback addresses have. */
const attempts = 20;

/** Servers that listen on one port of this computer's own addresses, whichever of them "localhost" means. */
export class Listeners {
  private constructor(
    readonly port: number,
    private readonly servers: readonly (Server | SecureServer)[],
  ) {}

  /** @param port 0 takes a free one. @param certificate without one it speaks plain HTTP */
  static async open(port: number, certificate: ServerCertificate | undefined, onRequest: RequestListener): Promise<Listeners> {
    const create = (): Server | SecureServer =>
      certificate === undefined
        ? createHttpServer(onRequest)
        : createHttpsServer({ key: certificate.key, cert: certificate.certificate }, onRequest);
    for (let attempt = 1; ; attempt++) {
      const first = await listen(create(), '127.0.0.1', port);
      const taken = (first.address() as AddressInfo).port;
      try {
        return new Listeners(taken, [first, await listen(create(), '::1', taken)]);
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
    const closed = this.servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    for (const server of this.servers) server.closeAllConnections();
    await Promise.all(closed);
  }
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
