import { writeFileSync } from 'node:fs';
import { type RequestListener } from 'node:http';
import { join } from 'node:path';
import { makeCertificate } from './http/certificates';
import { handleControl } from './http/control';
import { ExchangeEndpoint } from './http/exchange-endpoint';
import { Listeners } from './http/listeners';
import { Statistics, type StatisticsReport } from './http/statistics';
import { type GenerateOptions, MailStore } from './mailbox/mail-store';
import { FaultPlan } from './faults/fault-plan';
import { Subscriptions } from './notifications/subscriptions';
import { type SimulatorOptions, withDefaults } from './options';
import { SchemaGuard } from './schema/schema-guard';

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
  /** Delivers a message now, to a mailbox that is made when it is not there. Answers the item id. */
  deliver(address: string, folder: string, mime: Buffer | string): string;
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
  const subscriptions = new Subscriptions({ keepAlive: settings.keepAlive * 1000, minute: settings.minute });
  const statistics = new Statistics(schema);
  const faults = new FaultPlan();
  const endpoint = new ExchangeEndpoint({
    store,
    subscriptions,
    statistics,
    faults,
    logins: { password: settings.password, superUser: settings.superUser },
    version: settings.serverVersion,
    latency: settings.latency,
    schema,
  });
  const reset = (): void => {
    subscriptions.clear();
    store.reset();
    statistics.reset();
    faults.reset();
  };
  const certificate = settings.tls ? (settings.certificate ?? (await makeCertificate())) : undefined;
  const exchange = await Listeners.open(
    settings.port,
    certificate,
    guarded((request, response) => endpoint.handle(request, response)),
  );
  const control = await Listeners.open(
    settings.controlPort,
    undefined,
    guarded((request, response) => handleControl(request, response, { store, statistics, subscriptions, faults, reset })),
    ['127.0.0.1'],
  );
  const caPath = certificate === undefined ? undefined : join(store.spool.directory, 'ca.pem');
  if (caPath !== undefined && certificate !== undefined) writeFileSync(caPath, certificate.ca);
  const authority = `localhost:${exchange.port}`;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${authority}/EWS/Exchange.asmx`,
    serviceAddress: certificate === undefined ? `http://${authority}` : authority,
    controlUrl: `http://127.0.0.1:${control.port}/_control`,
    ca: certificate?.ca,
    caPath,
    store,
    deliver: (address, folder, mime) => {
      const item = store.deliver(address, folder, Buffer.from(mime));
      return item.folder.mailbox.itemId(item);
    },
    generate: (address, generateOptions) => store.generate(address, generateOptions),
    stats: () => statistics.report(faults.given),
    reset,
    close: async () => {
      subscriptions.clear();
      await Promise.all([exchange.close(), control.close()]);
      store.close();
    },
  };
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
