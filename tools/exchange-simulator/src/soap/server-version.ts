import { SchemaViolation, SoapFault } from './errors';

/** Schema versions in the order in which Exchange got them (`ExchangeVersionType` of types.xsd). */
export const exchangeVersions = [
  'Exchange2007',
  'Exchange2007_SP1',
  'Exchange2009',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2012',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2015',
  'Exchange2016',
  'V2015_10_05',
  'V2016_01_06',
  'V2016_04_13',
  'V2016_07_13',
  'V2016_10_10',
] as const;

/** A schema version, as `RequestServerVersion` names it. */
export type ExchangeVersion = (typeof exchangeVersions)[number];

/** The build that the server says it is, and the newest schema that it knows. */
export interface ServerVersion {
  /** Major, minor, major build, minor build. */
  readonly build: readonly [number, number, number, number];
  readonly schema: ExchangeVersion;
}

const servers: readonly ServerVersion[] = [
  { build: [8, 0, 685, 24], schema: 'Exchange2007' },
  { build: [8, 1, 240, 5], schema: 'Exchange2007_SP1' },
  { build: [14, 0, 639, 21], schema: 'Exchange2010' },
  { build: [14, 1, 218, 15], schema: 'Exchange2010_SP1' },
  { build: [14, 2, 247, 5], schema: 'Exchange2010_SP2' },
  { build: [15, 0, 516, 32], schema: 'Exchange2013' },
  { build: [15, 0, 847, 32], schema: 'Exchange2013_SP1' },
  { build: [15, 1, 225, 42], schema: 'Exchange2016' },
];

/** What the simulator plays unless told otherwise: Exchange Server 2016. */
export const defaultServerVersion: ServerVersion = { build: [15, 1, 2507, 39], schema: 'Exchange2016' };

const compare = (a: readonly number[], b: readonly number[]): number => {
  const index = a.findIndex((part, position) => part !== b[position]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
};

/** Reads a schema name (`Exchange2010_SP1`) or a build (`15.1.2507.39`; missing parts are 0); undefined when it is neither. */
export function parseServerVersion(text: string): ServerVersion | undefined {
  const named = servers.find((server) => server.schema === text);
  if (named !== undefined) return named;
  if (!/^\d+(\.\d+){0,3}$/.test(text)) return undefined;
  const [major = 0, minor = 0, majorBuild = 0, minorBuild = 0] = text.split('.').map(Number);
  const build = [major, minor, majorBuild, minorBuild] as const;
  // A release is known by its major and minor number alone when no build is given.
  const asked = majorBuild === 0 ? ([major, minor, Number.MAX_SAFE_INTEGER, 0] as const) : build;
  const known = servers.findLast((server) => compare(server.build, asked) <= 0);
  return known === undefined
    ? undefined
    : { build: majorBuild === 0 && known.build[0] === major ? known.build : build, schema: known.schema };
}

/** Whether `version` has all that `other` has. */
export function isAtLeast(version: ExchangeVersion, other: ExchangeVersion): boolean {
  return exchangeVersions.indexOf(version) >= exchangeVersions.indexOf(other);
}

/** What a request may use: the version that it asks for, on a server that may know newer ones. */
export interface Versions {
  readonly version: ExchangeVersion;
  readonly server: ServerVersion;
}

/**
 * Refuses what is newer than the request's version: as invalid when the server's own schema does not have it either.
 * @throws {SoapFault} (ResponseCode: ErrorIncorrectSchemaVersion, "valid for the current Exchange Server version but invalid for the
 * request server version")
 */
export function requireVersion(since: ExchangeVersion, what: string, { version, server }: Versions): void {
  if (isAtLeast(version, since)) return;
  if (!isAtLeast(server.schema, since)) throw new SchemaViolation(`${what} is not part of the schema of this server.`);
  throw new SoapFault(
    'ErrorIncorrectSchemaVersion',
    'The request is valid but does not specify the correct server version in the RequestServerVersion SOAP header.  Ensure that the RequestServerVersion SOAP header is set with the correct RequestServerVersionValue.',
  );
}
