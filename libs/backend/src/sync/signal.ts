/** Wakes whoever waits; a notification that nobody waits for yet is kept for the next to ask. */
export class Signal {
  private pending = false;
  private waiting = new Set<() => void>();

  notify(): void {
    this.pending = this.waiting.size === 0;
    const waiting = this.waiting;
    this.waiting = new Set();
    for (const wake of waiting) wake();
  }

  /** @throws the signal's reason when it is aborted */
  async wait(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.pending) {
      this.pending = false;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.waiting.delete(wake);
        reject(signal.reason as Error);
      };
      const wake = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }
}
