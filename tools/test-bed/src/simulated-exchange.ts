import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Program } from './program';

/** The one JSON line that the simulator prints when it is ready. */
interface Ready {
  url: string;
  serviceAddress: string;
  control: string;
  ca: string;
}

export interface SimulatedFolder {
  id: string;
  path: string;
  count: number;
  items: { itemId: string; internetMessageId: string | null; subject: string; isRead: boolean }[];
}

export interface Traffic {
  requests: number;
  bytes: number;
}

export interface SimulatedExchangeOptions {
  /** `DIR/<mailbox address>/<Folder>/*.eml`; without it, an empty directory that is removed at the end. */
  mail?: string;
  tls?: boolean;
  args?: string[];
}

/** The simulated Exchange server in a process of its own, with its control interface. */
export class SimulatedExchange {
  static readonly password = 'test-bed-mailbox-password';

  private constructor(
    private readonly program: Program,
    private readonly ready: Ready,
    private readonly directory: string,
  ) {}

  static async start({ mail, tls = true, args = [] }: SimulatedExchangeOptions = {}): Promise<SimulatedExchange> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'mailroom-simulated-mail-'));
    const { program, line } = await Program.start(
      'tools/exchange-simulator/dist/main.js',
      ['--mail', mail ?? directory, tls ? '--tls' : '--http', '--password', SimulatedExchange.password, ...args],
      {},
      (text) => text.startsWith('{'),
    );
    return new SimulatedExchange(program, JSON.parse(line) as Ready, directory);
  }

  get url(): string {
    return this.ready.url;
  }

  /** As an administrator would type it; with `http://` when the server speaks plain HTTP. */
  get serviceAddress(): string {
    return this.ready.serviceAddress;
  }

  /** The certificate authority's PEM; not there for plain HTTP. */
  certificateAuthority(): Promise<string> {
    return readFile(this.ready.ca, 'utf8');
  }

  async deliver(mailbox: string, folder: string, mime: Buffer): Promise<string> {
    const route = `/mailboxes/${mailbox}/messages?folder=${encodeURIComponent(folder)}`;
    const { itemId } = (await this.control('POST', route, mime, 'message/rfc822')) as { itemId: string };
    return itemId;
  }

  /** Makes many messages; the same seed makes the same. */
  async generate(mailbox: string, options: { folder: string; count: number; bytes: number; seed: number }): Promise<void> {
    await this.control('POST', `/mailboxes/${mailbox}/generate`, JSON.stringify(options));
  }

  async folders(mailbox: string): Promise<SimulatedFolder[]> {
    const { folders } = (await this.control('GET', `/mailboxes/${mailbox}`)) as { folders: SimulatedFolder[] };
    return folders;
  }

  async operations(): Promise<Record<string, { requests: number; bytesIn: number; bytesOut: number }>> {
    const { operations } = (await this.control('GET', '/stats')) as {
      operations: Record<string, { requests: number; bytesIn: number; bytesOut: number }>;
    };
    return operations;
  }

  async traffic(): Promise<Traffic> {
    const all = Object.values(await this.operations());
    return {
      requests: all.reduce((sum, { requests }) => sum + requests, 0),
      bytes: all.reduce((sum, { bytesIn, bytesOut }) => sum + bytesIn + bytesOut, 0),
    };
  }

  async stop(): Promise<void> {
    await this.program.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async control(method: string, route: string, body?: Buffer | string, contentType = 'application/json'): Promise<unknown> {
    const response = await fetch(this.ready.control + route, {
      method,
      headers: body === undefined ? {} : { 'content-type': contentType },
      body: body === undefined ? null : new Uint8Array(Buffer.from(body)),
    });
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
