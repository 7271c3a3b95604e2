import { Injectable } from '@nestjs/common';

const windowMs = 60_000;

interface Sample {
  at: number;
  count: number;
}

/** How fast this process stores each account's messages, over the last minute. */
@Injectable()
export class ProgressMeter {
  private readonly samples = new Map<string, Sample[]>();

  stored(accountId: string, count: number): void {
    const at = Date.now();
    const recent = (this.samples.get(accountId) ?? []).filter((sample) => sample.at > at - windowMs);
    this.samples.set(accountId, [...recent, { at, count }]);
  }

  /** `null` when nothing was stored lately. */
  messagesPerSecond(accountId: string): number | null {
    const now = Date.now();
    const [first, ...others] = (this.samples.get(accountId) ?? []).filter(({ at }) => at > now - windowMs);
    if (!first || others.length === 0) return null;
    // The first sample only marks the beginning: how long its messages took is not known.
    const count = others.reduce((sum, sample) => sum + sample.count, 0);
    return (count * 1_000) / Math.max(now - first.at, 1);
  }

  forget(accountId: string): void {
    this.samples.delete(accountId);
  }
}
