import { formatChangeKey, parseChangeKey } from '../mailbox/identifiers';
import { type Item } from '../mailbox/item';
import { ResponseError } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';

/** How the change key that a client sent with an item id compares with the item's present one. */
export function changeKeyState(id: XmlElement, item: Item): 'missing' | 'stale' | 'current' {
  const key = id.attribute('ChangeKey');
  if (key === undefined) return 'missing';
  return key === formatChangeKey('item', item.revision) ? 'current' : 'stale';
}

/** The revision of the item that a client has seen; all of them when it does not say. */
export function seenRevision(id: XmlElement): number {
  return parseChangeKey('item', id.attribute('ChangeKey') ?? '') ?? Number.MAX_SAFE_INTEGER;
}

/** @throws {ResponseError} for a change key that no server has made: an empty one, or what is no base64 (ResponseCode: ErrorInvalidChangeKey) */
export function checkFormOfChangeKey(id: XmlElement): void {
  const key = id.attribute('ChangeKey');
  if (key === undefined || /^(?:[\w+/-]{4})+(?:[\w+/-]{2}==|[\w+/-]{3}=)?$/.test(key)) return;
  throw new ResponseError('ErrorInvalidChangeKey', 'The change key is invalid.');
}
