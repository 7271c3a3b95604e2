import { type BackEnd } from '../http/back-ends';
import { type Mailbox } from '../mailbox/mailbox';
import { isAtLeast, type ExchangeVersion, type ServerVersion } from '../soap/server-version';

/** What Autodiscover says of this server. */
export interface Site {
  readonly ewsUrl: string;
  readonly version: ServerVersion;
  /** The mailbox server that a mailbox is on. */
  readonly homeOf: (mailbox: Mailbox) => BackEnd;
}

/** The schemas that servers say they support; those between are of Exchange Online, or never left the house. */
const publishedSchemas: readonly ExchangeVersion[] = [
  'Exchange2007',
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
];

const group = '/o=Example/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)';

/**
 * A mailbox's settings, by the names of MS-OXWSADISC 3.1.4.1.4 ("UserSettingName"). Mailboxes with the same GroupingInformation and
 * ExternalEwsUrl can share a notification connection.
 */
export function userSettings(mailbox: Mailbox, { ewsUrl, version, homeOf }: Site): ReadonlyMap<string, string> {
  const server = homeOf(mailbox).name;
  return new Map([
    ['UserDisplayName', mailbox.displayName],
    ['UserDN', `${group}/cn=Recipients/cn=${mailbox.key.slice(0, 16).replace(/[+/]/g, '')}-${mailbox.displayName}`],
    ['UserDeploymentId', '644560b8-a1ce-429c-8ace-23395843f701'],
    ['AutoDiscoverSMTPAddress', mailbox.address],
    ['InternalMailboxServer', server],
    ['InternalMailboxServerDN', `${group}/cn=Configuration/cn=Servers/cn=${server}`],
    ['CasVersion', paddedBuild(version)],
    ['MailboxVersion', paddedBuild(version)],
    ['InternalEwsUrl', ewsUrl],
    ['ExternalEwsUrl', ewsUrl],
    ['EwsSupportedSchemas', publishedSchemas.filter((schema) => isAtLeast(version.schema, schema)).join(', ')],
    // Since Exchange 2013, whose front end needs to know it.
    ...(isAtLeast(version.schema, 'Exchange2013') ? ([['GroupingInformation', server.split('.', 1)[0] ?? server]] as const) : []),
  ]);
}

/** A build as settings write it: 15.01.2507.039. */
export function paddedBuild({ build: [major, minor, majorBuild, minorBuild] }: ServerVersion): string {
  const pad = (part: number, length: number): string => String(part).padStart(length, '0');
  return `${pad(major, 2)}.${pad(minor, 2)}.${pad(majorBuild, 4)}.${pad(minorBuild, 3)}`;
}
