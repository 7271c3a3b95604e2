/**
 * Who may fetch the next page of a backfill. Each provider's server serves a few at a time, and who has had a page goes
 * to the end of the line: one huge mailbox takes its turns among the small ones. Live mail does not wait here.
 */
export class BackfillTurns {
  private readonly lines = new Map<string, { running: number; waiting: (() => void)[] }>();

  constructor(private readonly perProvider: number) {}

  /** @returns ends the turn */
  async take(providerId: string, signal: AbortSignal): Promise<() => void> {
    const line = this.lines.get(providerId) ?? { running: 0, waiting: [] };
    this.lines.set(providerId, line);
    if (line.running < this.perProvider) line.running += 1;
    else await this.wait(line.waiting, signal);
    return () => {
      const next = line.waiting.shift();
      if (next) next();
      else line.running -= 1;
    };
  }

  private wait(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason as Error);
      };
      waiting.push(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
