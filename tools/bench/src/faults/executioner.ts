import { setTimeout as sleep } from 'node:timers/promises';
import type { Crm } from './crm';
import type { Random } from './random';

/** A product that is killed while it starts is worth a kill too, but not each time. */
const whileStarting = 0.1;
const longestStartMs = 3_000;

/** Kills the product at random moments and starts it again. */
export class Executioner {
  kills = 0;
  /** In milliseconds, of those that were let to be. */
  readonly startTimes: number[] = [];

  constructor(
    private readonly crm: Crm,
    private readonly random: Random,
    private readonly uptimeMs: () => number,
  ) {}

  /** Lets the product live for a random while, kills it, and brings it back. */
  async once(signal: AbortSignal): Promise<void> {
    // Many short lives and some long ones: an exponential distribution has no favourite moment.
    const life = Math.min(-Math.log(1 - this.random.next()) * this.uptimeMs(), 10 * this.uptimeMs());
    await sleep(life, undefined, { signal });
    this.crm.isUp = false;
    await this.crm.product.crash();
    this.kills++;
    while (this.random.isLikely(whileStarting)) {
      if (!(await this.crm.product.restart(AbortSignal.timeout(this.random.between(1, longestStartMs))))) this.kills++;
      else await this.crm.product.crash().then(() => this.kills++);
    }
    const startedAt = performance.now();
    await this.crm.product.restart();
    this.startTimes.push(performance.now() - startedAt);
    this.crm.isUp = true;
  }
}
