import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Program, type UsageNow } from './program';

/** The one JSON line that the simulator prints when it is ready. */
interface Ready {
  url: string;
  serviceAddress: string;
  control: string;
  ca: string;
}

export interface SimulatedItem {
  itemId: string;
  internetMessageId: string | null;
  subject: string;
  isRead: boolean;
  /** Of its MIME, hexadecimal; only when asked for. */
  sha256?: string;
}

export interface SimulatedFolder {
  id: string;
  path: string;
  count: number;
  items: SimulatedItem[];
}

/** A fault to come; see the simulator's README. */
export interface PlannedFault {
  kind: string;
  operation?: string;
  mailbox?: string;
  count?: number;
  probability?: number;
  seed?: number;
  afterItems?: number;
  milliseconds?: number;
}

/** The control interface did not do what it was asked for: mostly since what was named is not there any more. */
export class ControlRefused extends Error {}

export interface Traffic {
  requests: number;
  bytes: number;
}

/** How many messages were held against the schema, and what was wrong with some. */
export interface SchemaReport {
  requests: number;
  responses: number;
  operations: Record<string, { requests: number; responses: number }>;
  violations: { direction: 'request' | 'response'; operation: string; message: string }[];
  violationCount: number;
}

interface Stats {
  faultsGiven: number;
  mailboxes: Record<string, { requests: number }>;
  operations: Record<string, { requests: number; bytesIn: number; bytesOut: number }>;
  schema?: SchemaReport;
}

/** What of a mailbox is set up otherwise. */
export interface MailboxSetup {
  aliases?: string[];
  impersonation?: 'allowed' | 'denied' | 'server-denied' | 'failed';
  password?: string;
}

export interface SimulatedExchangeOptions {
  /** `DIR/<mailbox address>/<Folder>/*.eml`; without it, an empty directory that is removed at the end. */
  mail?: string;
  tls?: boolean;
  /** A schema file that every message is held against; what is found is in `schemaReport` after the end. */
  schema?: string;
  args?: string[];
}

/** The simulated Exchange server in a process of its own, with its control interface. */
export class SimulatedExchange {
  static readonly password = 'test-bed-mailbox-password';
  schemaReport: SchemaReport | undefined;

  private constructor(
    private readonly program: Program,
    private readonly ready: Ready,
    private readonly directory: string,
  ) {}

  static async start({ mail, tls = true, schema, args = [] }: SimulatedExchangeOptions = {}): Promise<SimulatedExchange> {
    const directory = await mkdtemp(path.join(os.tmpdir(), 'mailroom-simulated-mail-'));
    const { program, line } = await Program.start(
      'tools/exchange-simulator/dist/main.js',
      [
        '--mail',
        mail ?? directory,
        tls ? '--tls' : '--http',
        '--password',
        SimulatedExchange.password,
        ...(schema ? ['--schema', schema] : []),
        ...args,
      ],
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

  /** @param digests whether each item tells the SHA-256 of its MIME */
  async folders(mailbox: string, { digests = false } = {}): Promise<SimulatedFolder[]> {
    const { folders } = (await this.control('GET', `/mailboxes/${mailbox}?digests=${digests}`)) as { folders: SimulatedFolder[] };
    return folders;
  }

  /** Marks, or moves to the folder at a path. */
  async changeItem(mailbox: string, itemId: string, change: { isRead?: boolean; folder?: string }): Promise<void> {
    await this.control('PATCH', `/mailboxes/${mailbox}/items/${encodeURIComponent(itemId)}`, JSON.stringify(change));
  }

  async deleteItem(mailbox: string, itemId: string): Promise<void> {
    await this.control('DELETE', `/mailboxes/${mailbox}/items/${encodeURIComponent(itemId)}`);
  }

  async createFolder(mailbox: string, folderPath: string): Promise<void> {
    await this.control('POST', `/mailboxes/${mailbox}/folders`, JSON.stringify({ path: folderPath }));
  }

  /** Renames, or moves below the folder at a path ('': the top). */
  async changeFolder(mailbox: string, folderId: string, change: { name?: string; parent?: string }): Promise<void> {
    await this.control('PATCH', `/mailboxes/${mailbox}/folders/${encodeURIComponent(folderId)}`, JSON.stringify(change));
  }

  async deleteFolder(mailbox: string, folderId: string): Promise<void> {
    await this.control('DELETE', `/mailboxes/${mailbox}/folders/${encodeURIComponent(folderId)}`);
  }

  async fault(fault: PlannedFault): Promise<void> {
    await this.control('POST', '/faults', JSON.stringify(fault));
  }

  /** Nothing that was planned goes wrong any more. */
  async clearFaults(): Promise<void> {
    await this.control('DELETE', '/faults');
  }

  /** How many faults have happened. */
  async faultsGiven(): Promise<number> {
    return (await this.stats()).faultsGiven;
  }

  /** Sets a mailbox up as its administrators would; see the simulator's control interface. The mailbox is made when it is missing. */
  async configure(mailbox: string, settings: MailboxSetup): Promise<void> {
    await this.control('PUT', `/mailboxes/${mailbox}`, JSON.stringify(settings));
  }

  /** Requests that were made for each mailbox, by its address. */
  async requestsByMailbox(): Promise<Record<string, number>> {
    const { mailboxes } = await this.stats();
    return Object.fromEntries(Object.entries(mailboxes).map(([address, { requests }]) => [address, requests]));
  }

  async operations(): Promise<Stats['operations']> {
    return (await this.stats()).operations;
  }

  async traffic(): Promise<Traffic> {
    const all = Object.values(await this.operations());
    return {
      requests: all.reduce((sum, { requests }) => sum + requests, 0),
      bytes: all.reduce((sum, { bytesIn, bytesOut }) => sum + bytesIn + bytesOut, 0),
    };
  }

  /** What the simulator's own process has used. */
  usage(): Promise<UsageNow> {
    return this.program.usage();
  }

  async stop(): Promise<void> {
    this.schemaReport = (await this.stats()).schema;
    await this.program.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async stats(): Promise<Stats> {
    return (await this.control('GET', '/stats')) as Stats;
  }

  private async control(method: string, route: string, body?: Buffer | string, contentType = 'application/json'): Promise<unknown> {
    const response = await fetch(this.ready.control + route, {
      method,
      headers: body === undefined ? {} : { 'content-type': contentType },
      body: body === undefined ? null : new Uint8Array(Buffer.from(body)),
    });
    if (!response.ok) throw new ControlRefused(`${method} ${route}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
