import { versionOfFolderId } from './folder-ids';
import { versionOfPath } from './property-paths';
import { type ExchangeVersion, requireVersion, type Versions } from './server-version';
import { type XmlElement } from './xml-element';

/** Elements (`Parent/Child`) and attributes (`Parent@Attribute`) of requests by the version that brought them. */
const newer: ReadonlyMap<string, ExchangeVersion> = new Map<string, ExchangeVersion>([
  // MS-OXWSSYNC_R37811007
  ['SyncFolderItems/SyncScope', 'Exchange2010'],
  // MS-OXWSCORE_R1230
  ['MoveItem/ReturnNewItemIds', 'Exchange2010_SP1'],
  ['CopyItem/ReturnNewItemIds', 'Exchange2010_SP1'],
  // MS-OXWSCORE_R2311, R2315
  ['DeleteItem@SuppressReadReceipts', 'Exchange2013_SP1'],
  ['UpdateItem@SuppressReadReceipts', 'Exchange2013_SP1'],
  ['FindItem/QueryString', 'Exchange2010'],
  ['ItemShape/FilterHtmlContent', 'Exchange2010'],
  ['ItemShape/ConvertHtmlCodePageToUTF8', 'Exchange2010_SP1'],
  ['ItemShape/UniqueBodyType', 'Exchange2013'],
  ['ItemShape/NormalizedBodyType', 'Exchange2013'],
  // MS-OXWSSYNC_R37809
  ['ItemShape/InlineImageUrlTemplate', 'Exchange2013'],
  ['ItemShape/BlockExternalImages', 'Exchange2013'],
  ['ItemShape/AddBlankTargetToLinks', 'Exchange2013'],
  ['ItemShape/MaximumBodySize', 'Exchange2013'],
  ['PullSubscriptionRequest@SubscribeToAllFolders', 'Exchange2010'],
  // MS-OXWSSYNC_R37811
  ['Items/DistributionList', 'Exchange2010'],
  ['Items/PostItem', 'Exchange2007_SP1'],
  ['Items/PostReplyItem', 'Exchange2007_SP1'],
]);

/**
 * Refuses a request that uses what came after the version that it asks for, or a property path or folder id that no version has.
 * @throws {SoapFault}
 */
export function checkVersion(element: XmlElement, versions: Versions): void {
  const { name } = element;
  if (name === 'FieldURI') requireVersion(versionOfPath(element.requiredAttribute('FieldURI')), 'The property', versions);
  if (name === 'DistinguishedFolderId') requireVersion(versionOfFolderId(element.requiredAttribute('Id')), 'The folder', versions);
  for (const [attribute] of element.attributes) requireNewer(`${name}@${attribute}`, versions);
  for (const child of element.children) {
    requireNewer(`${name}/${child.name}`, versions);
    checkVersion(child, versions);
  }
}

function requireNewer(what: string, versions: Versions): void {
  const since = newer.get(what);
  if (since !== undefined) requireVersion(since, what, versions);
}
