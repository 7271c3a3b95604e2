import { versionOfFolderId } from './folder-ids';
import { versionOfPath } from './property-paths';
import { type ExchangeVersion, requireVersion, type Versions } from './server-version';
import { type XmlElement } from './xml-element';

type Parts = Readonly<Record<string, ExchangeVersion>>;

/** What came into an element of requests after the first version: elements, and attributes with an "@" before their name. */
const newer: ReadonlyMap<string, Parts> = new Map<string, Parts>([
  // MS-OXWSSYNC_R37811007
  ['SyncFolderItems', { SyncScope: 'Exchange2010' }],
  // MS-OXWSCORE_R1230
  ['MoveItem', { ReturnNewItemIds: 'Exchange2010_SP1' }],
  ['CopyItem', { ReturnNewItemIds: 'Exchange2010_SP1' }],
  // MS-OXWSCORE_R2311, R2315
  ['DeleteItem', { '@SuppressReadReceipts': 'Exchange2013_SP1' }],
  ['UpdateItem', { '@SuppressReadReceipts': 'Exchange2013_SP1' }],
  ['FindItem', { QueryString: 'Exchange2010' }],
  [
    'ItemShape',
    {
      FilterHtmlContent: 'Exchange2010',
      ConvertHtmlCodePageToUTF8: 'Exchange2010_SP1',
      UniqueBodyType: 'Exchange2013',
      NormalizedBodyType: 'Exchange2013',
      // MS-OXWSSYNC_R37809
      InlineImageUrlTemplate: 'Exchange2013',
      BlockExternalImages: 'Exchange2013',
      AddBlankTargetToLinks: 'Exchange2013',
      MaximumBodySize: 'Exchange2013',
    },
  ],
  ['PullSubscriptionRequest', { '@SubscribeToAllFolders': 'Exchange2010' }],
  // MS-OXWSSYNC_R37811
  ['Items', { DistributionList: 'Exchange2010', PostItem: 'Exchange2007_SP1', PostReplyItem: 'Exchange2007_SP1' }],
]);

/**
 * Refuses a request that uses what came after the version that it asks for, or a property path or folder id that no version has.
 * @throws {SoapFault}
 */
export function checkVersion(element: XmlElement, versions: Versions): void {
  const { name, children } = element;
  if (name === 'FieldURI') requireVersion(versionOfPath(element.requiredAttribute('FieldURI')), 'The property', versions);
  if (name === 'DistinguishedFolderId') requireVersion(versionOfFolderId(element.requiredAttribute('Id')), 'The folder', versions);
  const parts = newer.get(name);
  if (parts !== undefined) checkParts(element, parts, versions);
  for (const child of children) checkVersion(child, versions);
}

function checkParts(element: XmlElement, parts: Parts, versions: Versions): void {
  for (const [part, since] of Object.entries(parts)) {
    const isThere = part.startsWith('@') ? element.attribute(part.slice(1)) !== undefined : element.child(part) !== undefined;
    if (isThere) requireVersion(since, `${element.name}/${part}`, versions);
  }
}
