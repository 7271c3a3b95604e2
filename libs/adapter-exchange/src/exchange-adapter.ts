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
import { EwsClient } from './client/ews-client';
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

  constructor(
    private readonly network: NetworkPolicy,
    private readonly options: ExchangeAdapterOptions,
  ) {}

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
    return new ExchangeWatcher((target) => this.client(target), this.options.pollMs ?? 30_000);
  }

  close(): Promise<void> {
    for (const server of this.servers.values()) server.transport.close();
    this.servers.clear();
    return Promise.resolve();
  }

  private get parts(): { network: NetworkPolicy; userAgent: string } {
    return { network: this.network, userAgent: this.options.userAgent ?? 'Mailroom' };
  }

  private client(target: MailboxTarget): EwsClient {
    const { userAgent } = this.parts;
    return new EwsClient(this.server(target.server), target, { userAgent, compression: this.options.compression ?? false });
  }

  /** Mailboxes share a server's connections when they trust the same certificates and pin the same version. */
  private server(server: MailServer): ServerState {
    const key = JSON.stringify([server.address, server.version, server.trustedCertificate]);
    const known = this.servers.get(key) ?? new ServerState(this.network, server);
    this.servers.set(key, known);
    return known;
  }
}
