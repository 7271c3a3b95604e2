import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { authenticationSchemes } from './authentication/schemes';
import { extendedProtections } from './authentication/ntlm/extended-protection';
import { OptionError, type SimulatorOptions } from './options';

/** What `--help` prints. */
export const usage = `A simulated Exchange server (Exchange Web Services).

npm run simulator -- --mail DIR [options]

  --mail DIR                    mailboxes: DIR/<address>/<Folder>[/<Subfolder>...]/*.eml, or DIR/<address>/<Folder>.mbox
  --port NUMBER                 port of Exchange Web Services (default: a free one)
  --control-port NUMBER         port of the control interface (default: a free one)
  --tls | --http                encrypted (default), or plain HTTP
  --super-user ADDRESS:PASSWORD an account that may impersonate every mailbox
  --password PASSWORD           password of every mailbox (default: secret)
  --auth SCHEME,...             schemes to offer: ${authenticationSchemes.join(', ')} (default: basic,ntlm, and bearer with --oauth-issuer)
  --extended-protection WHEN    bind NTLM to the TLS connection: ${extendedProtections.join(', ')} (default: off)
  --oauth-issuer URL            accept the tokens of this OpenID issuer
  --oauth-ca FILE               certificate authority (PEM) that the issuer's certificate must come from
  --oauth-audience AUDIENCE     audience of tokens (default: https://outlook.office365.com)
  --block-user-agent PATTERN    refuse clients with this user agent; * stands for anything
  --gzip on|off|all             compress answers for clients that accept it (default: on); all: notifications too
  --max-concurrency NUMBER      requests that an account may have under way for one mailbox; 0: any number (default: as the version)
  --hanging-connections NUMBER  notification connections that an account may have for one mailbox; 0: any number (default: as the version)
  --affinity                    two mailbox servers, between which notification requests must find their way
  --latency MS                  hold every answer back for so long
  --server-version VERSION      the server to play: Exchange2007 ... Exchange2016, or a build such as 15.1.2507.39
  --schema FILE                 refuse requests that do not fit this schema (soap-ews.xsd), and check every answer
  --keep-alive SECONDS          time between keep-alives of a notification connection (default: 45)
  --help                        this text

When it is ready it prints one line of JSON: url, serviceAddress, control, ca, pid. SIGTERM ends it.
`;

const optionTypes = {
  mail: { type: 'string' },
  port: { type: 'string' },
  'control-port': { type: 'string' },
  tls: { type: 'boolean' },
  http: { type: 'boolean' },
  'super-user': { type: 'string' },
  password: { type: 'string' },
  auth: { type: 'string' },
  'extended-protection': { type: 'string' },
  'oauth-issuer': { type: 'string' },
  'oauth-ca': { type: 'string' },
  'oauth-audience': { type: 'string' },
  'block-user-agent': { type: 'string' },
  gzip: { type: 'string' },
  'max-concurrency': { type: 'string' },
  'hanging-connections': { type: 'string' },
  affinity: { type: 'boolean' },
  latency: { type: 'string' },
  'server-version': { type: 'string' },
  schema: { type: 'string' },
  'keep-alive': { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Values = Readonly<Partial<Record<keyof typeof optionTypes, string | boolean>>>;

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
  const gzip = choice('gzip', ['on', 'off', 'all'] as const, values);
  return {
    mail: string('mail', values),
    port: number('port', values, 65_535),
    controlPort: number('control-port', values, 65_535),
    tls: values.http !== true,
    superUser: superUser(string('super-user', values)),
    password: string('password', values),
    auth: string('auth', values)
      ?.split(',')
      .map((scheme) => oneOf('auth', authenticationSchemes, scheme.trim().toLowerCase())),
    extendedProtection: choice('extended-protection', extendedProtections, values),
    oauth: oauth(values),
    blockUserAgent: string('block-user-agent', values),
    gzip: gzip === undefined || gzip === 'all' ? gzip : gzip === 'on',
    maxConcurrency: number('max-concurrency', values),
    hangingConnections: number('hanging-connections', values),
    affinity: values.affinity === true,
    latency: number('latency', values),
    serverVersion: string('server-version', values),
    schema: string('schema', values),
    keepAlive: number('keep-alive', values),
  };
}

function string(name: keyof Values, values: Values): string | undefined {
  const value = values[name];
  if (typeof value === 'boolean' || value === '') throw new OptionError(`--${name} needs a value.`);
  return value;
}

function number(name: keyof Values, values: Values, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = string(name, values);
  if (text === undefined) return undefined;
  const parsed = Number(text);
  if (!/^\d+$/.test(text) || parsed > maximum) throw new OptionError(`--${name}: "${text}" is not a whole number from 0 to ${maximum}.`);
  return parsed;
}

function choice<T extends string>(name: keyof Values, allowed: readonly T[], values: Values): T | undefined {
  const text = string(name, values);
  return text === undefined ? undefined : oneOf(name, allowed, text);
}

function oneOf<T extends string>(name: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((candidate) => candidate === text);
  if (found === undefined) throw new OptionError(`--${name}: "${text}" is not one of ${allowed.join(', ')}.`);
  return found;
}

function superUser(value: string | undefined): SimulatorOptions['superUser'] {
  if (value === undefined) return undefined;
  const [, address, password] = /^([^:@]+@[^:@]+):(.+)$/s.exec(value) ?? [];
  if (address === undefined || password === undefined) throw new OptionError('--super-user must be ADDRESS:PASSWORD.');
  return { address, password };
}

function oauth(values: Values): SimulatorOptions['oauth'] {
  const issuer = string('oauth-issuer', values);
  const file = string('oauth-ca', values);
  const audience = string('oauth-audience', values);
  if (issuer === undefined) {
    if (file !== undefined || audience !== undefined) throw new OptionError('--oauth-ca and --oauth-audience need --oauth-issuer.');
    return undefined;
  }
  if (!URL.canParse(issuer)) throw new OptionError(`--oauth-issuer: "${issuer}" is not a URL.`);
  return { issuer, audience, ca: file === undefined ? undefined : readCertificates(file) };
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new OptionError(`--oauth-ca: ${file} cannot be read.`);
  }
}
