import { SchemaViolation } from './errors';
import { type ExchangeVersion } from './server-version';

/** The values of `DistinguishedFolderIdNameType` by the version that brought them (DistinguishedFolderId; MS-OXWSFOLD 2.2.5.1). */
const names: { readonly [V in ExchangeVersion]?: string } = {
  Exchange2007:
    'calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot root junkemail searchfolders voicemail',
  Exchange2007_SP1: 'publicfoldersroot',
  Exchange2010_SP1:
    'recoverableitemsroot recoverableitemsdeletions recoverableitemsversions recoverableitemspurges archiveroot archivemsgfolderroot ' +
    'archivedeleteditems archiverecoverableitemsroot archiverecoverableitemsdeletions archiverecoverableitemsversions ' +
    'archiverecoverableitemspurges',
  Exchange2013:
    'archiveinbox recoverableitemsdiscoveryholds archiverecoverableitemsdiscoveryholds syncissues conflicts localfailures serverfailures ' +
    'recipientcache quickcontacts conversationhistory adminauditlogs todosearch mycontacts directory imcontactlist peopleconnect favorites',
  Exchange2016:
    'mecontact personmetadata teamspaceactivity teamspacemessaging teamspaceworkitems scheduled orionnotes tagitems alltaggeditems ' +
    'externalcontacts teamchat yammerroot yammerinbound yammeroutbound yammerfeeds onedriveroot onedriverecylebin onedrivesystem ' +
    'onedrivevolume',
};

const versions: ReadonlyMap<string, ExchangeVersion> = new Map([
  ...Object.entries(names).flatMap(([version, list]) =>
    list.split(' ').map((name): [string, ExchangeVersion] => [name, version as ExchangeVersion]),
  ),
  // In no schema that Microsoft has published, but clients ask for it: Exchange knows no such folder.
  ['archive', 'Exchange2007'],
]);

/** The version that brought a distinguished folder. @throws {SchemaViolation} for a name that no schema has. */
export function versionOfFolderId(id: string): ExchangeVersion {
  const known = versions.get(id);
  if (known !== undefined) return known;
  throw new SchemaViolation(
    `The 'Id' attribute is invalid - The value '${id}' is invalid according to its datatype 'DistinguishedFolderIdNameType' - The Enumeration constraint failed.`,
  );
}
