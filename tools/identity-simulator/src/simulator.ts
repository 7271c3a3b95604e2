import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JWKS } from 'oidc-provider';
import { Applications } from './directory/applications';
import { type Behaviour, defaultBehaviour } from './directory/behaviour';
import { Directory } from './directory/directory';
import { makeCertificate } from './http/certificates';
import { handleControl } from './http/control';
import { Listeners } from './http/listeners';
import { providerEndpoint } from './http/provider-endpoint';
import { type IdentitySettings, type IdentitySimulatorOptions, withDefaults } from './options';
import { TokenStore } from './provider/token-store';
import { Statistics, type StatisticsReport } from './statistics';

/** An identity provider that answers requests. */
export interface RunningIdentitySimulator {
  /** `https://localhost:PORT/<tenant>/v2.0`; its configuration is at `/.well-known/openid-configuration` below. */
  readonly issuer: string;
  readonly tenant: string;
  /** Where it listens: `https://localhost:PORT`. */
  readonly origin: string;
  /** The certificate authority to trust (PEM), and the file that holds it. */
  readonly ca: string;
  readonly caPath: string;
  /** `http://127.0.0.1:PORT/_control` */
  readonly controlUrl: string;
  /** The people, the applications, and how it behaves: what the control interface changes, for a program that started it. */
  readonly directory: Directory;
  readonly applications: Applications;
  readonly behaviour: Behaviour;
  readonly tokens: TokenStore;
  stats(): StatisticsReport;
  /** Back to the state after start. */
  reset(): void;
  /** Ends all connections and removes what was written. */
  close(): Promise<void>;
}

/** Starts an identity provider; resolves when it listens. @throws {OptionError} */
export async function startIdentitySimulator(options: IdentitySimulatorOptions = {}): Promise<RunningIdentitySimulator> {
  const settings = withDefaults(options);
  const { tenant } = settings;
  const directory = new Directory(tenant);
  const applications = new Applications();
  const behaviour = defaultBehaviour(settings.accessTokenSeconds);
  const tokens = new TokenStore(applications, settings.reuseDetection);
  const statistics = new Statistics();
  const reset = (): void => {
    for (const part of [directory, applications, tokens, statistics]) part.clear();
    Object.assign(behaviour, defaultBehaviour(settings.accessTokenSeconds));
    fill(directory, applications, settings);
  };
  reset();
  const state = { directory, applications, behaviour, tokens, statistics, reset };
  const certificate = await makeCertificate();
  let answer = (_request: IncomingMessage, response: ServerResponse): Promise<void> => Promise.resolve(void response.destroy());
  const provider = await Listeners.open(
    settings.port,
    certificate,
    guarded((request, response) => answer(request, response)),
  );
  const origin = `https://localhost:${provider.port}`;
  const issuer = `${settings.origin ?? origin}/${tenant}/v2.0`;
  answer = providerEndpoint({ ...state, issuer, keys: makeKeys() });
  const control = await Listeners.open(
    settings.controlPort,
    undefined,
    guarded((request, response) => handleControl(request, response, state)),
  );
  const spool = mkdtempSync(join(tmpdir(), 'identity-simulator-'));
  const removeSpool = (): void => rmSync(spool, { recursive: true, force: true });
  process.once('exit', removeSpool);
  const caPath = join(spool, 'ca.pem');
  writeFileSync(caPath, certificate.ca);
  return {
    issuer,
    tenant,
    origin,
    ca: certificate.ca,
    caPath,
    controlUrl: `http://127.0.0.1:${control.port}/_control`,
    directory,
    applications,
    behaviour,
    tokens,
    stats: () => statistics.report(),
    reset,
    close: async () => {
      await Promise.all([provider.close(), control.close()]);
      process.off('exit', removeSpool);
      removeSpool();
    },
  };
}

function fill(directory: Directory, applications: Applications, settings: IdentitySettings): void {
  for (const user of settings.users) directory.put(user);
  for (const application of settings.applications) applications.put(application);
}

function makeKeys(): JWKS {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { keys: [{ kty: 'RSA', ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] };
}

/** A handler whose failure ends its own connection only. A client that goes away is no failure. */
function guarded(handle: (...parameters: Parameters<RequestListener>) => Promise<void>): RequestListener {
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!request.destroyed || request.complete) process.stderr.write(`identity-simulator: ${String(error)}\n`);
      response.destroy();
    });
  };
}
