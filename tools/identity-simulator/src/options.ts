import { parseArgs } from 'node:util';

/** A person who can sign in. */
export interface UserOptions {
  readonly address: string;
  /** "secret" unless told. */
  readonly password?: string | undefined;
}

/** A registered application (an OAuth client). */
export interface ApplicationOptions {
  readonly clientId: string;
  readonly secret?: string | undefined;
  /** PEM. The application then signs in with this certificate's key, and with no secret. */
  readonly certificate?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
}

/** How an identity provider is to be; everything has a default. */
export interface IdentitySimulatorOptions {
  /** Port of the provider; 0 (the default) takes a free one. */
  readonly port?: number | undefined;
  /** Port of the control interface; 0 (the default) takes a free one. */
  readonly controlPort?: number | undefined;
  /** Id of its directory (tenant), a UUID. */
  readonly tenant?: string | undefined;
  /** The origin that clients know it by, where their network leads that name here: `https://login.microsoftonline.com`. */
  readonly origin?: string | undefined;
  readonly users?: readonly UserOptions[] | undefined;
  readonly applications?: readonly ApplicationOptions[] | undefined;
  /** How long an access token is valid; 3600 unless told. */
  readonly accessTokenSeconds?: number | undefined;
  /** A refresh token that was exchanged before takes all others with it (RFC 9700, 4.14.2). Microsoft's stay valid, which is the default. */
  readonly reuseDetection?: boolean | undefined;
}

/** Options with every default filled in. */
export interface IdentitySettings {
  readonly port: number;
  readonly controlPort: number;
  readonly tenant: string;
  readonly origin: string | undefined;
  readonly users: readonly Required<UserOptions>[];
  readonly applications: readonly ApplicationOptions[];
  readonly accessTokenSeconds: number;
  readonly reuseDetection: boolean;
}

/** Says what is wrong with an option, by its name. */
export class OptionError extends Error {}

export const defaultPassword = 'secret';
const defaultTenant = '3b1c1f0e-6d5a-4c8e-9a57-2f6f0c9d7e11';

/** @throws {OptionError} */
export function withDefaults(options: IdentitySimulatorOptions): IdentitySettings {
  const tenant = options.tenant ?? defaultTenant;
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(tenant)) throw new OptionError('--tenant: give a UUID in lower case.');
  if (options.origin !== undefined && !(URL.canParse(options.origin) && new URL(options.origin).origin === options.origin)) {
    throw new OptionError('--origin: give an origin such as https://login.example.com.');
  }
  const accessTokenSeconds = options.accessTokenSeconds ?? 3600;
  if (accessTokenSeconds < 1) throw new OptionError('--access-token-seconds: give at least 1.');
  return {
    port: options.port ?? 0,
    controlPort: options.controlPort ?? 0,
    tenant,
    origin: options.origin,
    users: (options.users ?? []).map(({ address, password = defaultPassword }) => ({ address, password })),
    applications: options.applications ?? [],
    accessTokenSeconds,
    reuseDetection: options.reuseDetection ?? false,
  };
}

/** What `--help` prints. */
export const usage = `A simulated Microsoft identity platform (an OpenID provider).

node tools/identity-simulator/dist/main.js [options]

  --port NUMBER                  port of the provider (default: a free one)
  --control-port NUMBER          port of the control interface (default: a free one)
  --tenant UUID                  id of the directory
  --origin URL                   origin that clients know it by, where their network leads that name here
  --user ADDRESS[:PASSWORD]      a person who can sign in (repeatable; password: ${defaultPassword})
  --client-id ID                 a registered application (default: mailroom)
  --client-secret SECRET         its secret (default: ${defaultPassword})
  --redirect-uri URI             where it may send people back to (repeatable)
  --access-token-seconds NUMBER  how long an access token is valid (default: 3600)
  --reuse-detection              an exchanged refresh token that is used again revokes all of them
  --help                         this text

When it is ready it prints one line of JSON: issuer, tenant, ca, control, pid. SIGTERM ends it.
`;

/** Reads a command line (without node and script); 'help' when that is asked for. @throws {OptionError} naming what is wrong. */
export function parseCommandLine(args: readonly string[]): IdentitySimulatorOptions | 'help' {
  const { values, tokens } = parseArgs({ args: [...args], strict: false, tokens: true, allowPositionals: true, options: optionTypes });
  for (const token of tokens) {
    if (token.kind === 'positional') throw new OptionError(`"${token.value}" is not an option.`);
    if (token.kind !== 'option') continue;
    if (!(token.name in optionTypes)) throw new OptionError(`There is no option ${token.rawName}.`);
    const needsValue = optionTypes[token.name as keyof typeof optionTypes].type === 'string';
    if (needsValue && !token.value) throw new OptionError(`${token.rawName} needs a value.`);
  }
  if (values.help === true) return 'help';
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
  return {
    port: number('port', text(values.port), 65_535),
    controlPort: number('control-port', text(values['control-port']), 65_535),
    tenant: text(values.tenant),
    origin: text(values.origin),
    users: texts(values.user).map(user),
    applications: [
      {
        clientId: text(values['client-id']) ?? 'mailroom',
        secret: text(values['client-secret']) ?? defaultPassword,
        redirectUris: texts(values['redirect-uri']),
      },
    ],
    accessTokenSeconds: number('access-token-seconds', text(values['access-token-seconds'])),
    reuseDetection: values['reuse-detection'] === true,
  };
}

const optionTypes = {
  port: { type: 'string' },
  'control-port': { type: 'string' },
  tenant: { type: 'string' },
  origin: { type: 'string' },
  user: { type: 'string', multiple: true },
  'client-id': { type: 'string' },
  'client-secret': { type: 'string' },
  'redirect-uri': { type: 'string', multiple: true },
  'access-token-seconds': { type: 'string' },
  'reuse-detection': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

function number(name: string, text: string | undefined, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
  if (text === undefined) return undefined;
  const parsed = Number(text);
  if (!/^\d+$/.test(text) || parsed > maximum) throw new OptionError(`--${name}: "${text}" is not a whole number from 0 to ${maximum}.`);
  return parsed;
}

function user(text: string): UserOptions {
  const [, address, password] = /^([^:@\s]+@[^:@\s]+)(?::(.+))?$/s.exec(text) ?? [];
  if (address === undefined) throw new OptionError('--user must be ADDRESS or ADDRESS:PASSWORD.');
  return { address, password };
}
