/** Who wants to be rung at a time of its own. */
export interface Sleeper {
  ring(): void;
}

/** In milliseconds: how exact the clock is. Whoever is due in the same step is rung together. */
const stepMs = 50;

/**
 * One clock for thousands of sleepers: a timer for the earliest alone, whoever sleeps meanwhile costs an entry in a set.
 * It keeps no process alive.
 */
export class SharedClock {
  private readonly steps = new Map<number, Set<Sleeper>>();
  private readonly stepOf = new Map<Sleeper, number>();
  private timer: NodeJS.Timeout | null = null;
  private armedFor = Infinity;

  /** Rings once, so many milliseconds from now; an earlier wish of the same sleeper is forgotten. */
  wake(sleeper: Sleeper, inMs: number): void {
    this.forget(sleeper);
    const step = Math.ceil((performance.now() + Math.max(0, inMs)) / stepMs);
    const sleepers = this.steps.get(step);
    if (sleepers) sleepers.add(sleeper);
    else this.steps.set(step, new Set([sleeper]));
    this.stepOf.set(sleeper, step);
    if (step < this.armedFor) this.arm(step);
  }

  forget(sleeper: Sleeper): void {
    const step = this.stepOf.get(sleeper);
    if (step === undefined) return;
    this.stepOf.delete(sleeper);
    const sleepers = this.steps.get(step);
    sleepers?.delete(sleeper);
    if (sleepers?.size === 0) this.steps.delete(step);
  }

  private arm(step: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.armedFor = step;
    this.timer = setTimeout(() => this.strike(), Math.max(0, step * stepMs - performance.now()));
    this.timer.unref();
  }

  private strike(): void {
    const now = performance.now();
    this.timer = null;
    this.armedFor = Infinity;
    const due = [...this.steps].filter(([step]) => step * stepMs <= now).sort(([a], [b]) => a - b);
    for (const [step, sleepers] of due) {
      this.steps.delete(step);
      for (const sleeper of sleepers) if (this.stepOf.get(sleeper) === step) this.stepOf.delete(sleeper);
    }
    for (const [, sleepers] of due) for (const sleeper of sleepers) sleeper.ring();
    const next = Math.min(...this.steps.keys());
    if (next < this.armedFor) this.arm(next);
  }
}
