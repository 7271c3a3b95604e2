import { type EmailListItem } from '@mailroom/contract';
import { type EmailFilter } from '../../data-access/emails-api';

/** Newest first; ids break ties, as they do on the server. */
export function newestFirst(a: EmailListItem, b: EmailListItem): number {
  return Date.parse(b.receivedAt) - Date.parse(a.receivedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** One list of both, each email once; what `fresh` says of an email replaces what was known. */
export function merged(known: readonly EmailListItem[], fresh: readonly EmailListItem[]): EmailListItem[] {
  const freshIds = new Set(fresh.map(({ id }) => id));
  return [...known.filter(({ id }) => !freshIds.has(id)), ...fresh].sort(newestFirst);
}

/** Whether an email belongs to the list; the server alone knows what a search text finds, so `q` is not looked at. */
export function belongsTo({ accountId, folderId, contactId, unread }: EmailFilter, email: EmailListItem): boolean {
  return (
    (accountId === null || email.accountId === accountId) &&
    (folderId === null || email.folderId === folderId) &&
    (contactId === null || email.contactIds.includes(contactId)) &&
    (!unread || !email.isRead)
  );
}
