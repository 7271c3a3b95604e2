import { writeFileSync } from 'node:fs';
import { type RequestListener } from 'node:http';
import { join } from 'node:path';
import { Accounts } from './authentication/accounts';
import { Authenticator } from './authentication/authenticator';
import { BearerTokens } from './authentication/bearer-tokens';
import { channelBindings } from './authentication/ntlm/extended-protection';
import { NtlmAuthentication } from './authentication/ntlm/ntlm-authentication';
import { AutodiscoverDirectory } from './autodiscover/directory';
import { PlainXmlAutodiscover } from './autodiscover/plain-xml';
import { SoapAutodiscover } from './autodiscover/soap';
import { type Site } from './autodiscover/user-settings';
import { BackEnds } from './http/back-ends';
import { Budgets } from './http/budgets';
import { makeCertificate, type ServerCertificate } from './http/certificates';
import { handleControl } from './http/control';
import { ExchangeEndpoint } from './http/exchange-endpoint';
import { FrontEnd, type Service } from './http/front-end';
import { Listeners } from './http/listeners';
import { Statistics, type StatisticsReport } from './http/statistics';
import { type DeliveredKind, type GenerateOptions, MailStore } from './mailbox/mail-store';
import { type StreamingSettings } from './notifications/chunk-writer';
import { FaultPlan } from './faults/fault-plan';
import { type SimulatorOptions, type SimulatorSettings, withDefaults } from './options';
import { SchemaGuard } from './schema/schema-guard';
import { isAtLeast } from './soap/server-version';

/** A simulator that answers requests. */
export interface RunningSimulator {
  /** `https://localhost:PORT/EWS/Exchange.asmx` */
  readonly url: string;
  /** As an administrator would enter it: `localhost:PORT`, or `http://localhost:PORT` for plain HTTP. */
  readonly serviceAddress: string;
  /** `http://127.0.0.1:PORT/_control` */
  readonly controlUrl: string;
  /** The certificate authority to trust (PEM), and the file that holds it; undefined for plain HTTP. */
  readonly ca: string | undefined;
  readonly caPath: string | undefined;
  /** All mailboxes, for a program that looks into them or keeps them from run to run. */
  readonly store: MailStore;
  /** Delivers a message now, to a mailbox that is made when it is not there. Answers the item id. `kind`: where it is no message. */
  deliver(address: string, folder: string, mime: Buffer | string, kind?: DeliveredKind): string;
  /** Makes many messages that take no memory. */
  generate(address: string, options: GenerateOptions): void;
  /** What `GET /_control/stats` answers. */
  stats(): StatisticsReport;
  /** Back to the state after start; subscriptions are lost. */
  reset(): void;
  /** Ends all connections and removes what was written. */
  close(): Promise<void>;
}

/** Starts a simulated Exchange server; resolves when it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const settings = withDefaults(options);
  const schema = settings.schema === undefined ? undefined : await SchemaGuard.load(settings.schema);
  const store = new MailStore(settings.mail);
  const certificate = settings.tls ? (settings.certificate ?? (await makeCertificate())) : undefined;
  const statistics = new Statistics(schema);
  const faults = new FaultPlan();
  const directory = new AutodiscoverDirectory(store);
  const streaming: StreamingSettings = { chunking: 'whole' };
  const backEnds = createBackEnds(settings, store, streaming);
  const services = new Map<string, Service>();
  const authenticator = createAuthenticator(settings, store, certificate);
  const frontEnd = new FrontEnd({ authenticator, statistics, services, blockUserAgent: settings.blockUserAgent });
  const exchange = await Listeners.open(
    { port: settings.port, certificate },
    guarded((request, response) => frontEnd.handle(request, response)),
  );
  const authority = `localhost:${exchange.port}`;
  const url = `${certificate === undefined ? 'http' : 'https'}://${authority}/EWS/Exchange.asmx`;
  const endpoint = new ExchangeEndpoint({
    store,
    backEnds,
    authenticator,
    statistics,
    faults,
    budgets: new Budgets({ concurrency: settings.maxConcurrency, hanging: settings.hangingConnections }),
    version: settings.serverVersion,
    latency: settings.latency,
    gzip: settings.gzip,
    streaming,
    schema,
  });
  services.set('/ews/exchange.asmx', endpoint);
  const site: Site = { ewsUrl: url, version: settings.serverVersion, homeOf: (mailbox) => backEnds.homeOf(mailbox) };
  services.set('/autodiscover/autodiscover.xml', new PlainXmlAutodiscover(directory, site, statistics));
  if (isAtLeast(settings.serverVersion.schema, 'Exchange2010')) {
    services.set('/autodiscover/autodiscover.svc', new SoapAutodiscover(directory, site, statistics));
  }
  const reset = (): void => {
    backEnds.lose(undefined);
    store.reset();
    statistics.reset();
    faults.reset();
    directory.redirect({});
    streaming.chunking = 'whole';
  };
  const control = await Listeners.open(
    { port: settings.controlPort, hosts: ['127.0.0.1'] },
    guarded((request, response) => handleControl(request, response, { store, statistics, backEnds, faults, directory, streaming, reset })),
  );
  const caPath = certificate === undefined ? undefined : join(store.spool.directory, 'ca.pem');
  if (caPath !== undefined && certificate !== undefined) writeFileSync(caPath, certificate.ca);
  return {
    url,
    serviceAddress: certificate === undefined ? `http://${authority}` : authority,
    controlUrl: `http://127.0.0.1:${control.port}/_control`,
    ca: certificate?.ca,
    caPath,
    store,
    deliver: (address, folder, mime, kind) => {
      const item = store.deliver(address, folder, Buffer.from(mime), kind);
      return item.folder.mailbox.itemId(item);
    },
    generate: (address, generateOptions) => store.generate(address, generateOptions),
    stats: () => statistics.report(faults.given),
    reset,
    close: async () => {
      backEnds.lose(undefined);
      await Promise.all([exchange.close(), control.close()]);
      store.close();
    },
  };
}

function createBackEnds(settings: SimulatorSettings, store: MailStore, streaming: StreamingSettings): BackEnds {
  const { keepAlive, minute, affinity, serverVersion } = settings;
  return new BackEnds(store, { keepAlive: keepAlive * 1000, minute }, streaming, affinity ? 2 : 1, serverVersion);
}

function createAuthenticator(settings: SimulatorSettings, store: MailStore, certificate: ServerCertificate | undefined): Authenticator {
  const { auth, oauth, extendedProtection } = settings;
  const accounts = new Accounts(store, settings);
  return new Authenticator({
    schemes: auth,
    accounts,
    ntlm: new NtlmAuthentication(accounts, {
      extendedProtection,
      channelBindings: certificate && channelBindings(certificate.certificate),
    }),
    bearer: oauth && new BearerTokens(oauth, accounts),
  });
}

/** A handler whose failure ends its own connection only. A client that goes away is no failure. */
function guarded(handle: (...parameters: Parameters<RequestListener>) => Promise<void>): RequestListener {
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!request.destroyed || request.complete) process.stderr.write(`exchange-simulator: ${String(error)}\n`);
      response.destroy();
    });
  };
}
