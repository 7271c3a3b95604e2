import { formatChangeKey } from '../mailbox/identifiers';
import { type Item } from '../mailbox/item';
import { type XmlElement } from '../soap/xml-element';

/** How the change key that a client sent with an item id compares with the item's present one. */
export function changeKeyState(id: XmlElement, item: Item): 'missing' | 'stale' | 'current' {
  const key = id.attribute('ChangeKey');
  if (key === undefined || key === '') return 'missing';
  return key === formatChangeKey('item', item.revision) ? 'current' : 'stale';
}
