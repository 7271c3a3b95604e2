import { type ExchangeVersion, isAtLeast, requireVersion, type Versions } from './server-version';
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
const newest: ExchangeVersion = 'Exchange2013_SP1';

/** Refuses a request that uses what came after the version that it asks for. @throws {SoapFault} */
export function checkVersion(request: XmlElement, versions: Versions): void {
  if (isAtLeast(versions.version, newest)) return;
  for (const element of [request, ...request.children]) {
    for (const [attribute] of element.attributes) check(`${element.name}@${attribute}`, versions);
    for (const { name } of element.children) check(`${element.name}/${name}`, versions);
  }
}

function check(what: string, versions: Versions): void {
  const since = newer.get(what);
  if (since !== undefined) requireVersion(since, what, versions);
}
