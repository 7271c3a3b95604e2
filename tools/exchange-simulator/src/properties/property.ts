import { type ExchangeVersion } from '../soap/server-version';
import { type ResponseWriter } from '../soap/response-writer';
import { type ItemView } from './item-view';

/** How a client wants bodies: `Best` is HTML where there is some. */
export type BodyType = 'Best' | 'HTML' | 'Text';

/** How an item property is written. Properties stand in the order of Microsoft's schema. */
export interface ItemProperty {
  /** Its path on the wire, e.g. `item:Subject`. */
  readonly uri: string;
  /** The base shapes that include it, besides `AllProperties`, which includes all but MimeContent. */
  readonly inDefault?: boolean;
  /** No base shape includes it. */
  readonly onlyWhenAsked?: boolean;
  /** Listings (FindItem, SyncFolderItems) leave out what would need the message's body, and people beyond the sender. */
  readonly onlyInGetItem?: boolean;
  /** The first schema version that knows it; the first of all unless told. */
  readonly since?: ExchangeVersion;
  write(out: ResponseWriter, view: ItemView, bodyType: BodyType): void;
}

/** An instant as Exchange writes it: UTC, whole seconds. */
export function dateTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
