import type { ServerGate } from '../processes/server-gate';

interface Waiting {
  /** Messages that the mailbox has still to import. */
  left: number;
  enter: () => void;
}

interface Line {
  running: number;
  /** Turns that were given out of the line. */
  given: number;
  /** The longest waiting first. */
  waiting: Waiting[];
}

/** Of so many turns one goes to whoever waits longest, whatever its size. */
const turnsPerAge = 3;

/**
 * Who may fetch the next page of a backfill. Each provider's server serves a few at a time in this process, and as many as
 * the gate allows to all. Small mailboxes go before large ones, and who has had a page goes to the end of the line; every
 * third turn is the longest waiting's, so that a large one comes on however many small ones are connected. Live mail does
 * not wait here.
 */
export class BackfillTurns {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly perProvider: number,
    private readonly gate: ServerGate,
  ) {}

  /**
   * @param left messages that the mailbox has still to import, as far as it is known
   * @returns ends the turn
   */
  async take(providerId: string, left: number, signal: AbortSignal): Promise<() => void> {
    const line = this.lines.get(providerId) ?? { running: 0, given: 0, waiting: [] };
    this.lines.set(providerId, line);
    if (line.running < this.perProvider) line.running += 1;
    else await this.wait(line, left, signal);
    const endTurn = () => this.next(line);
    try {
      const leave = await this.gate.enter(providerId, signal);
      return () => {
        leave();
        endTurn();
      };
    } catch (error) {
      endTurn();
      throw error;
    }
  }

  private next(line: Line): void {
    line.given += 1;
    const [oldest, ...others] = line.waiting;
    if (!oldest) {
      line.running -= 1;
      return;
    }
    const isOldestsTurn = line.given % turnsPerAge === 0;
    const chosen = isOldestsTurn ? oldest : others.reduce((least, each) => (each.left < least.left ? each : least), oldest);
    line.waiting.splice(line.waiting.indexOf(chosen), 1);
    chosen.enter();
  }

  private wait({ waiting }: Line, left: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const entry = { left, enter };
      const leave = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(signal.reason as Error);
      };
      waiting.push(entry);
      signal.addEventListener('abort', leave, { once: true });
    });
  }
}
