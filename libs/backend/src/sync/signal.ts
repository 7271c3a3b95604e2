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

  /** As `wait`, but no longer than so many milliseconds, unless `null`. */
  async waitFor(ms: number | null, signal: AbortSignal): Promise<void> {
    if (ms === null) return this.wait(signal);
    const elapsed = new AbortController();
    const timer = setTimeout(() => {
      elapsed.abort();
    }, ms);
    timer.unref();
    try {
      await this.wait(AbortSignal.any([signal, elapsed.signal]));
    } catch (error) {
      signal.throwIfAborted();
      if (!elapsed.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
    }
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
