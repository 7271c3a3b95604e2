import { EventHub } from '../events/event-hub';
import type { TestApp } from './test-app';

/** Waits, from event to event of a user's mailboxes, until what is asked for is so. */
export async function untilSo({ app }: TestApp, user: string, isSo: () => Promise<boolean>): Promise<void> {
  let wake = (): void => undefined;
  const unsubscribe = app.get(EventHub, { strict: false }).subscribe(user, () => {
    wake();
  });
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (await isSo()) return;
      await changed;
    }
  } finally {
    unsubscribe();
  }
}
