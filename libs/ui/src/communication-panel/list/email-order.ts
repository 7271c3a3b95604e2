import { type EmailListItem } from '@mailroom/contract';
import { type EmailFilter } from '../../data-access/emails-api';

/** Newest first; ids break ties, as they do on the server. */
export function newestFirst(a: EmailListItem, b: EmailListItem): number {
  return Date.parse(b.receivedAt) - Date.parse(a.receivedAt) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** One list of both, each email once; what `fresh` says of an email replaces what was known. */
export function merged(known: readonly EmailListItem[], fresh: readonly EmailListItem[]): EmailListItem[] {
  const last = known.at(-1);
  // The next page of a long list, which is sorted already.
  if (last && fresh.every((email, index) => newestFirst(index === 0 ? last : (fresh[index - 1] ?? last), email) < 0))
    return [...known, ...fresh];
  const freshIds = new Set(fresh.map(({ id }) => id));
  return [...known.filter(({ id }) => !freshIds.has(id)), ...fresh].sort(newestFirst);
}

/** Whether only the server can say what belongs to the list: it alone knows what a search finds. */
export function isSearch({ q, from, since, until }: EmailFilter): boolean {
  return q !== '' || from !== '' || since !== null || until !== null;
}

/** Whether an email belongs to the list, as far as can be known without the server: see `isSearch`. */
export function belongsTo({ accountId, folderId, contactId, unread, hasAttachment }: EmailFilter, email: EmailListItem): boolean {
  return (
    (accountId === null || email.accountId === accountId) &&
    (folderId === null || email.folderId === folderId) &&
    (contactId === null || email.contactIds.includes(contactId)) &&
    (!unread || !email.isRead) &&
    (!hasAttachment || email.hasAttachments)
  );
}
