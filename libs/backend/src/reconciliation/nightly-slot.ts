import { hash } from 'node:crypto';

/** The night, in hours of the server's own time. */
const begins = 1;
const lasts = 4;

/** When an account's turn came last: each has a moment of its own in the night, the same every night. */
export function lastSlot(accountId: string, now: Date): Date {
  const share = Number.parseInt(hash('sha256', accountId, 'hex').slice(0, 8), 16) / 2 ** 32;
  const slot = new Date(now);
  slot.setHours(begins, 0, 0, 0);
  slot.setTime(slot.getTime() + share * lasts * 60 * 60_000);
  if (slot > now) slot.setDate(slot.getDate() - 1);
  return slot;
}
