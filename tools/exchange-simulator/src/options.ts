import { existsSync } from 'node:fs';
import { type AuthenticationScheme, authenticationSchemes } from './authentication/schemes';
import { type OauthOptions } from './authentication/bearer-tokens';
import { type ExtendedProtection } from './authentication/ntlm/extended-protection';
import { type ServerCertificate } from './http/certificates';
import { defaultServerVersion, isAtLeast, parseServerVersion, type ServerVersion } from './soap/server-version';

/** How a simulator is to be; everything has a default. */
export interface SimulatorOptions {
  /** Directory of mailboxes: `<address>/<Folder>[/<Subfolder>…]/*.eml` or `<address>/<Folder>.mbox`. None: no mailbox at first. */
  readonly mail?: string | undefined;
  /** Port of Exchange Web Services; 0 (the default) takes a free one. */
  readonly port?: number | undefined;
  /** Port of the control interface; 0 (the default) takes a free one. */
  readonly controlPort?: number | undefined;
  /** False: plain HTTP. */
  readonly tls?: boolean | undefined;
  /** Made before by `makeCertificate`, so that clients go on trusting it; a new one unless told. */
  readonly certificate?: ServerCertificate | undefined;
  /** The one account that may impersonate. */
  readonly superUser?: { readonly address: string; readonly password: string } | undefined;
  /** Password of every mailbox; "secret" unless told. */
  readonly password?: string | undefined;
  /** The schemes that a 401 offers, in its order; Basic and NTLM unless told, and Bearer where `oauth` is given. */
  readonly auth?: readonly AuthenticationScheme[] | undefined;
  /** Whether NTLM is bound to the TLS connection; "off" unless told. */
  readonly extendedProtection?: ExtendedProtection | undefined;
  /** Whose tokens are accepted; none unless told. */
  readonly oauth?: OauthOptions | undefined;
  /** User agents that are refused, as Exchange's EwsBlockList: `*` stands for anything. */
  readonly blockUserAgent?: string | undefined;
  /**
   * Whether answers are compressed for clients that accept it; true unless told. Exchange leaves notifications as they are, but "all"
   * compresses them too, as a proxy before it may do.
   */
  readonly gzip?: boolean | 'all' | undefined;
  /** Requests that an account may have under way for one mailbox (EWSMaxConcurrency); 0: any number. As the version has it unless told. */
  readonly maxConcurrency?: number | undefined;
  /** Notification connections that an account may have open for one mailbox; 0: any number. As the version has it unless told. */
  readonly hangingConnections?: number | undefined;
  /** True: two mailbox servers, each with subscriptions of its own, between which requests must find their way. */
  readonly affinity?: boolean | undefined;
  /** Milliseconds that every answer is held back. */
  readonly latency?: number | undefined;
  /** The server to play: a schema name ("Exchange2010_SP1") or a build ("15.1.2507.39"). */
  readonly serverVersion?: string | undefined;
  /** Microsoft's schema (`soap-ews.xsd`): requests that do not fit are refused, and every answer is checked. Unchecked unless told. */
  readonly schema?: string | undefined;
  /** Seconds between the keep-alives of a notification connection; 45 unless told. */
  readonly keepAlive?: number | undefined;
  /** How long a minute of ConnectionTimeout and of a subscription's Timeout is, in milliseconds, so that tests need not wait. */
  readonly minute?: number | undefined;
}

/** Options with every default filled in. */
export interface SimulatorSettings {
  readonly mail: string | undefined;
  readonly port: number;
  readonly controlPort: number;
  readonly tls: boolean;
  readonly certificate: ServerCertificate | undefined;
  readonly superUser: { readonly address: string; readonly password: string } | undefined;
  readonly password: string;
  readonly auth: readonly AuthenticationScheme[];
  readonly extendedProtection: ExtendedProtection;
  readonly oauth: OauthOptions | undefined;
  readonly blockUserAgent: string | undefined;
  readonly gzip: boolean | 'all';
  readonly maxConcurrency: number;
  readonly hangingConnections: number;
  readonly affinity: boolean;
  readonly latency: number;
  readonly serverVersion: ServerVersion;
  readonly schema: string | undefined;
  readonly keepAlive: number;
  readonly minute: number;
}

/** Says what is wrong with an option, by its name. */
export class OptionError extends Error {}

/** @throws {OptionError} */
export function withDefaults(options: SimulatorOptions): SimulatorSettings {
  if (options.mail !== undefined && !existsSync(options.mail)) throw new OptionError(`--mail: there is no directory ${options.mail}.`);
  const serverVersion = options.serverVersion === undefined ? defaultServerVersion : parseServerVersion(options.serverVersion);
  if (serverVersion === undefined) {
    throw new OptionError('--server-version: give a schema such as Exchange2010_SP1, or a build such as 15.1.2507.39.');
  }
  const auth = options.auth ?? (options.oauth === undefined ? ['basic', 'ntlm'] : ['basic', 'ntlm', 'bearer']);
  if (auth.length === 0) throw new OptionError(`--auth: give one or more of ${authenticationSchemes.join(', ')}.`);
  if (auth.includes('bearer') !== (options.oauth !== undefined)) {
    throw new OptionError('--auth: "bearer" and --oauth-issuer need each other.');
  }
  return {
    mail: options.mail,
    port: options.port ?? 0,
    controlPort: options.controlPort ?? 0,
    tls: options.tls ?? true,
    certificate: options.certificate,
    superUser: options.superUser,
    password: options.password ?? 'secret',
    auth,
    extendedProtection: options.extendedProtection ?? 'off',
    oauth: options.oauth,
    blockUserAgent: options.blockUserAgent,
    gzip: options.gzip ?? true,
    maxConcurrency: options.maxConcurrency ?? throttling(serverVersion).maxConcurrency,
    hangingConnections: options.hangingConnections ?? throttling(serverVersion).hangingConnections,
    affinity: options.affinity ?? false,
    latency: options.latency ?? 0,
    serverVersion,
    schema: options.schema,
    keepAlive: options.keepAlive ?? 45,
    minute: options.minute ?? 60_000,
  };
}

/**
 * The limits of the default throttling policy. Exchange 2010 knows no separate limit of hanging connections, but counts them by a copy of
 * EWSMaxConcurrency; Exchange 2007 does not throttle.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
 */
function throttling({ schema }: ServerVersion): { readonly maxConcurrency: number; readonly hangingConnections: number } {
  if (isAtLeast(schema, 'Exchange2016')) return { maxConcurrency: 27, hangingConnections: 10 };
  if (isAtLeast(schema, 'Exchange2013')) return { maxConcurrency: 27, hangingConnections: 3 };
  if (isAtLeast(schema, 'Exchange2010')) return { maxConcurrency: 10, hangingConnections: 10 };
  return { maxConcurrency: 0, hangingConnections: 0 };
}
