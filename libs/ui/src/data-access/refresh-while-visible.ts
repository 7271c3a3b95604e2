import { DestroyRef, DOCUMENT, inject } from '@angular/core';
import { Mailroom } from './mailroom';

/**
 * Asks again at a steady pace while the page is looked at, and at once when somebody comes back to it: for lists of other
 * people's mailboxes, of which no events are sent. For a constructor.
 */
export function refreshWhileVisible(everyMs: number, refresh: () => Promise<void>): void {
  if (!inject(Mailroom).liveUpdates) return;
  const document = inject(DOCUMENT);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const schedule = (): void => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(() => void run(), everyMs);
  };
  const run = async (): Promise<void> => {
    await refresh();
    if (timer !== undefined) schedule();
  };
  const look = (): void => {
    if (document.hidden) clearTimeout(timer);
    else void run();
  };
  document.addEventListener('visibilitychange', look);
  schedule();
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(timer);
    timer = undefined;
  });
}
