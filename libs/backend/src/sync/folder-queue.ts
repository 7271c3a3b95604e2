import { Signal } from './signal';

/** What is asked for: the folder hierarchy, or a folder's messages. */
export const HIERARCHY = 'hierarchy';

/**
 * What a mailbox has to look at, each once however often it is asked for: folders where something was heard to happen
 * first, the routine afterwards. What is being worked on is not given to a second worker, but again afterwards when it
 * was asked for meanwhile.
 */
export class FolderQueue {
  private readonly urgent = new Set<string>();
  private readonly routine = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly signal = new Signal();

  add(item: string, urgency: 'urgent' | 'routine'): void {
    this[urgency].add(item);
    this.signal.notify();
  }

  /** Waits for the next item. @param isReady an item that is not ready stays in the queue until `done` or `add` is called */
  async take(isReady: (item: string) => boolean, signal: AbortSignal): Promise<string> {
    for (;;) {
      signal.throwIfAborted();
      for (const item of [...this.urgent, ...this.routine]) {
        if (this.busy.has(item) || !isReady(item)) continue;
        this.urgent.delete(item);
        this.routine.delete(item);
        this.busy.add(item);
        return item;
      }
      await this.signal.wait(signal);
    }
  }

  /** The item may be given out again. */
  done(item: string): void {
    this.busy.delete(item);
    this.signal.notify();
  }
}
