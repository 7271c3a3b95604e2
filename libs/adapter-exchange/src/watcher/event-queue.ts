import type { WatchEvent } from '@mailroom/mail-adapter';

/**
 * Events on their way to their one consumer. An event that says what a waiting one says is dropped, and an account's
 * newer state replaces its older, so the queue is never longer than there are folders.
 */
export class EventQueue implements AsyncIterable<WatchEvent> {
  private readonly waiting = new Map<string, WatchEvent>();
  private wake: (() => void) | null = null;
  private ended = false;

  push(event: WatchEvent): void {
    const key = event.kind === 'changed' ? `${event.accountId} ${event.folderRemoteId ?? ''}` : `${event.accountId} state`;
    if (event.kind !== 'changed') this.waiting.delete(key);
    if (!this.waiting.has(key)) this.waiting.set(key, event);
    this.wake?.();
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WatchEvent> {
    while (!this.ended) {
      const [next] = this.waiting;
      if (next) {
        this.waiting.delete(next[0]);
        yield next[1];
      } else {
        await new Promise<void>((resolve) => (this.wake = resolve));
        this.wake = null;
      }
    }
  }
}
