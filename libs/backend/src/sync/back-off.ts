import { setTimeout as sleep } from 'node:timers/promises';
import { MailError } from '@mailroom/mail-adapter';

/** Pauses after errors that pass: twice as long each time, with jitter, and never shorter than the server asks for. */
export class BackOff {
  private failures = 0;

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
  ) {}

  succeeded(): void {
    this.failures = 0;
  }

  async pause(error: unknown, signal: AbortSignal): Promise<void> {
    await sleep(this.nextPauseMs(error), undefined, { signal, ref: false });
  }

  /** How long to wait after this error; the next time, longer. */
  nextPauseMs(error: unknown): number {
    const doubled = Math.min(this.firstMs * 2 ** this.failures, this.longestMs);
    this.failures += 1;
    const asked = error instanceof MailError ? (error.retryAfterMs ?? 0) : 0;
    return Math.max(doubled * (0.5 + Math.random() / 2), asked);
  }
}
