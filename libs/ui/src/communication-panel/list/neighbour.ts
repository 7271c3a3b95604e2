import { type EmailListItem } from '@mailroom/contract';

/**
 * The email after the highlighted one, or before it. Where the highlighted one has left the list, what stands in its place now is the next.
 * @param lastAt where the highlighted one was last seen
 */
export function neighbour(
  emails: readonly EmailListItem[],
  activeId: string | null,
  lastAt: number,
  by: 1 | -1,
): EmailListItem | undefined {
  const at = emails.findIndex(({ id }) => id === activeId);
  if (at >= 0) return emails[at + by];
  return emails[Math.min(Math.max(by > 0 ? lastAt : lastAt - 1, 0), emails.length - 1)];
}
