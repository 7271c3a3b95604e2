import { v7 } from 'uuid';

/** A new UUIDv7: ids sort by the moment that they were made, which keeps an index's new entries together. */
export function newId(): string {
  return v7();
}
