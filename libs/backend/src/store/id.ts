import { v7 } from 'uuid';

/** A new UUIDv7: ids sort by the moment that they were made, which keeps an index's new entries together. */
export function newId(): string {
  return v7();
}

/** When an id was made, in milliseconds since 1970: a UUIDv7 begins with it (RFC 9562, 5.7). */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

/** What every id made before then sorts before, and none made since. @param time in milliseconds since 1970 */
export function firstIdAt(time: number): string {
  const digits = Math.max(0, time).toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7000-8000-000000000000`;
}
