import { type DiagnosisLine, type Discovery, providerWarning, type ServiceTypeOffer } from '@mailroom/contract';
import type {
  DiagnoseOptions,
  DiscoverOptions,
  MailAdapter,
  MailboxSession,
  MailboxTarget,
  MailboxWatcher,
  MailServer,
  NetworkPolicy,
} from '@mailroom/mail-adapter';
import { type ClientOptions, EwsClient, type SharedAffinity } from './client/ews-client';
import { ServerState } from './client/server-state';
import { diagnose } from './diagnosis/diagnose';
import { discover } from './discovery/discover';
import { exchangeVersions } from './exchange-version';
import { ExchangeSession } from './session/exchange-session';
import { ExchangeWatcher } from './watcher/exchange-watcher';

export interface ExchangeAdapterOptions {
  /** What servers' logs show of us. Default `Mailroom`. */
  userAgent?: string;
  /** Whether servers may compress their answers: for slow links, since it costs more time than a fast one saves. Default false. */
  compression?: boolean;
  /** How often a mailbox that cannot be watched is asked for changes, in milliseconds. Default 30 000. */
  pollMs?: number;
  /** How often a mailbox that is watched is asked all the same, in milliseconds. Default 600 000. */
  checkMs?: number;
}

/** Exchange Web Services: https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/ews-reference-for-exchange */
export class ExchangeAdapter implements MailAdapter {
  readonly offers: readonly ServiceTypeOffer[] = [
    {
      serviceType: 'exchange',
      authMethods: ['basic', 'ntlm', 'oauth2'],
      versions: [...exchangeVersions],
      serviceAddress: null,
      warnings: [],
    },
    {
      serviceType: 'microsoft365',
      authMethods: ['oauth2'],
      versions: [],
      serviceAddress: 'outlook.office365.com',
      warnings: [providerWarning('ews-end-of-life')],
    },
  ];
  private readonly servers = new Map<string, ServerState>();
  /** By what was asked with: a certificate is long, and not compared for every request. */
  private lately = new WeakMap<MailServer, ServerState>();

  private readonly clientOptions: ClientOptions;

  constructor(
    private readonly network: NetworkPolicy,
    private readonly options: ExchangeAdapterOptions,
  ) {
    this.clientOptions = { userAgent: this.parts.userAgent, compression: options.compression ?? false };
  }

  open(target: MailboxTarget): MailboxSession {
    return new ExchangeSession(this.client(target));
  }

  discover(emailAddress: string, options?: DiscoverOptions): Promise<Discovery> {
    return discover(this.parts, emailAddress, options);
  }

  diagnose(target: MailboxTarget, options?: DiagnoseOptions): AsyncIterable<DiagnosisLine> {
    return diagnose(this.parts, target, options);
  }

  watcher(): MailboxWatcher {
    return new ExchangeWatcher(
      { serverOf: ({ server }) => this.server(server), client: (target, affinity) => this.client(target, affinity) },
      { unheard: this.options.pollMs ?? 30_000, heard: this.options.checkMs ?? 600_000 },
    );
  }

  close(): Promise<void> {
    for (const server of this.servers.values()) server.transport.close();
    this.servers.clear();
    this.lately = new WeakMap();
    return Promise.resolve();
  }

  private get parts(): { network: NetworkPolicy; userAgent: string } {
    return { network: this.network, userAgent: this.options.userAgent ?? 'Mailroom' };
  }

  private client(target: MailboxTarget, affinity?: SharedAffinity): EwsClient {
    return new EwsClient(this.server(target.server), target, this.clientOptions, affinity);
  }

  /** Mailboxes share a server's connections when they trust the same certificates and pin the same version. */
  private server(server: MailServer): ServerState {
    const of = this.lately.get(server);
    if (of) return of;
    const key = JSON.stringify([server.address, server.version, server.trustedCertificate]);
    const known = this.servers.get(key) ?? new ServerState(this.network, server);
    this.servers.set(key, known);
    this.lately.set(server, known);
    return known;
  }
}
