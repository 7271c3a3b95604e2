/**
 * The values of the SOAP header `RequestServerVersion` that are spoken, newest first.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/requestserverversion
 */
export const exchangeVersions = [
  'Exchange2016',
  'Exchange2013_SP1',
  'Exchange2013',
  'Exchange2010_SP2',
  'Exchange2010_SP1',
  'Exchange2010',
  'Exchange2007_SP1',
  'Exchange2007',
] as const;

export type ExchangeVersion = (typeof exchangeVersions)[number];

/** Later servers, whose schema is still that of Exchange 2016. */
const laterServers: readonly string[] = ['Exchange2019', 'ExchangeSE'];

/** What a server of this version is spoken to in. */
export function spokenVersion(serverVersion: string): string {
  return laterServers.includes(serverVersion) ? exchangeVersions[0] : serverVersion;
}

/** Understood by every supported server, and the newest that Microsoft documents. */
export const firstVersionToTry: ExchangeVersion = 'Exchange2013_SP1';

export function isExchangeVersion(version: string): version is ExchangeVersion {
  return exchangeVersions.some((known) => known === version);
}

export function isAtLeast(version: ExchangeVersion, minimum: ExchangeVersion): boolean {
  return exchangeVersions.indexOf(version) <= exchangeVersions.indexOf(minimum);
}

/** `null` when there is none older. */
export function nextOlder(version: ExchangeVersion): ExchangeVersion | null {
  return exchangeVersions[exchangeVersions.indexOf(version) + 1] ?? null;
}
