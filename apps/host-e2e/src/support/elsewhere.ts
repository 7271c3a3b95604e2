import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const gif = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

/** The rest of the internet: the names that letters call lead here, where connections are counted and pictures are given. */
export class Elsewhere {
  /** With what tells of what they are for, and who asks. */
  readonly requests: { accept: string | undefined; url: string; referrer: string | undefined; cookie: string | undefined }[] = [];
  /** Also those that say nothing, or speak TLS. */
  connections = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', () => this.connections++);
    server.on('clientError', (_, socket) => socket.destroy());
    server.on('request', ({ headers, url }, answer) => {
      const { accept, host, referer, cookie } = headers;
      this.requests.push({ accept, url: `http://${host}${url}`, referrer: referer, cookie });
      answer.writeHead(200, { 'content-type': 'image/gif', connection: 'close' }).end(gif);
    });
  }

  static async start(): Promise<Elsewhere> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Elsewhere(server);
  }

  /** What makes Chromium look for these names here, and for no others anywhere: it has business of its own with its makers. */
  flagFor(names: readonly string[]): string {
    const { port } = this.server.address() as AddressInfo;
    const rules = [...new Set(names)].map((name) => `MAP ${name} 127.0.0.1:${port}`);
    return `--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND', 'EXCLUDE localhost'].join(', ')}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
