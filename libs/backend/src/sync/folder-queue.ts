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

  add(item: string, urgency: 'urgent' | 'routine'): void {
    this[urgency].add(item);
  }

  /** Gives the next item out. */
  take(): string | null {
    for (const item of [...this.urgent, ...this.routine]) {
      if (this.busy.has(item)) continue;
      this.forget(item);
      this.busy.add(item);
      return item;
    }
    return null;
  }

  /** What is asked for is done in another way. */
  forget(item: string): void {
    this.urgent.delete(item);
    this.routine.delete(item);
  }

  /** The item may be given out again. */
  done(item: string): void {
    this.busy.delete(item);
  }
}
