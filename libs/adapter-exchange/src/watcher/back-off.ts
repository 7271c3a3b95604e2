import { setTimeout as wait } from 'node:timers/promises';

const firstMs = 2_000;
const maxMs = 300_000;

/** Waits ever longer, and never in step with others: a server that comes back is not met by all its mailboxes at once. */
export class BackOff {
  private failures = 0;

  reset(): void {
    this.failures = 0;
  }

  /** @param atLeastMs what the server asked for */
  async wait(atLeastMs: number | null, signal: AbortSignal): Promise<void> {
    const ceiling = Math.min(maxMs, firstMs * 2 ** this.failures++);
    await wait((atLeastMs ?? 0) + ceiling * (0.5 + Math.random() / 2), undefined, { signal });
  }
}
