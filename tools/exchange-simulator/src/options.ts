import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ServerCertificate } from './http/certificates';
import { defaultServerVersion, parseServerVersion, type ServerVersion } from './soap/server-version';

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
  return {
    mail: options.mail,
    port: options.port ?? 0,
    controlPort: options.controlPort ?? 0,
    tls: options.tls ?? true,
    certificate: options.certificate,
    superUser: options.superUser,
    password: options.password ?? 'secret',
    latency: options.latency ?? 0,
    serverVersion,
    schema: options.schema,
    keepAlive: options.keepAlive ?? 45,
    minute: options.minute ?? 60_000,
  };
}

/** What `--help` prints. */
export const usage = `A simulated Exchange server (Exchange Web Services).

npm run simulator -- --mail DIR [options]

  --mail DIR                    mailboxes: DIR/<address>/<Folder>[/<Subfolder>...]/*.eml, or DIR/<address>/<Folder>.mbox
  --port NUMBER                 port of Exchange Web Services (default: a free one)
  --control-port NUMBER         port of the control interface (default: a free one)
  --tls | --http                encrypted (default), or plain HTTP
  --super-user ADDRESS:PASSWORD an account that may impersonate every mailbox
  --password PASSWORD           password of every mailbox (default: secret)
  --latency MS                  hold every answer back for so long
  --server-version VERSION      the server to play: Exchange2007 ... Exchange2016, or a build such as 15.1.2507.39
  --schema FILE                 refuse requests that do not fit this schema (soap-ews.xsd), and check every answer
  --keep-alive SECONDS          time between keep-alives of a notification connection (default: 45)
  --help                        this text

When it is ready it prints one line of JSON: url, serviceAddress, control, ca, pid. SIGTERM ends it.
`;

/** Reads a command line (without node and script); 'help' when that is asked for. @throws {OptionError} naming what is wrong. */
export function parseCommandLine(args: readonly string[]): SimulatorOptions | 'help' {
  const { values, tokens } = parseArgs({ args: [...args], strict: false, tokens: true, allowPositionals: true, options: optionTypes });
  for (const token of tokens) {
    if (token.kind === 'positional') throw new OptionError(`"${token.value}" is not an option.`);
    if (token.kind === 'option' && !(token.name in optionTypes)) throw new OptionError(`There is no option ${token.rawName}.`);
  }
  if (values.help === true) return 'help';
  if (values.tls === true && values.http === true) throw new OptionError('--tls and --http exclude each other.');
  if (values.mail === undefined) throw new OptionError('--mail DIR is missing.');
  return {
    mail: string('mail', values.mail),
    port: number('port', values.port, 65_535),
    controlPort: number('control-port', values['control-port'], 65_535),
    tls: values.http !== true,
    superUser: superUser(string('super-user', values['super-user'])),
    password: string('password', values.password),
    latency: number('latency', values.latency),
    serverVersion: string('server-version', values['server-version']),
    schema: string('schema', values.schema),
    keepAlive: number('keep-alive', values['keep-alive']),
  };
}

const optionTypes = {
  mail: { type: 'string' },
  port: { type: 'string' },
  'control-port': { type: 'string' },
  tls: { type: 'boolean' },
  http: { type: 'boolean' },
  'super-user': { type: 'string' },
  password: { type: 'string' },
  latency: { type: 'string' },
  'server-version': { type: 'string' },
  schema: { type: 'string' },
  'keep-alive': { type: 'string' },
  help: { type: 'boolean' },
} as const;

function string(name: string, value: string | boolean | undefined): string | undefined {
  if (typeof value === 'boolean' || value === '') throw new OptionError(`--${name} needs a value.`);
  return value;
}

function number(name: string, value: string | boolean | undefined, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = string(name, value);
  if (text === undefined) return undefined;
  const parsed = Number(text);
  if (!/^\d+$/.test(text) || parsed > maximum) throw new OptionError(`--${name}: "${text}" is not a whole number from 0 to ${maximum}.`);
  return parsed;
}

function superUser(value: string | undefined): SimulatorOptions['superUser'] {
  if (value === undefined) return undefined;
  const [, address, password] = /^([^:@]+@[^:@]+):(.+)$/s.exec(value) ?? [];
  if (address === undefined || password === undefined) throw new OptionError('--super-user must be ADDRESS:PASSWORD.');
  return { address, password };
}
