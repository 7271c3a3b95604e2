import { Injectable } from '@nestjs/common';

const windowMs = 60_000;

/** Above so many, what others said long ago is cleared away. */
const mostElsewhere = 500;

interface Sample {
  at: number;
  count: number;
}

/** How fast each account's messages are stored, over the last minute: here, or by the process that owns the account. */
@Injectable()
export class ProgressMeter {
  private readonly samples = new Map<string, Sample[]>();
  private readonly elsewhere = new Map<string, { at: number; messagesPerSecond: number }>();

  stored(accountId: string, count: number): void {
    const at = Date.now();
    const recent = (this.samples.get(accountId) ?? []).filter((sample) => sample.at > at - windowMs);
    this.samples.set(accountId, [...recent, { at, count }]);
  }

  /** Here or elsewhere; `null` when nothing was stored lately. */
  messagesPerSecond(accountId: string): number | null {
    return this.measured(accountId) ?? this.ofOthers(accountId);
  }

  /** In this process. */
  measured(accountId: string): number | null {
    const now = Date.now();
    const [first, ...others] = (this.samples.get(accountId) ?? []).filter(({ at }) => at > now - windowMs);
    if (!first || others.length === 0) return null;
    // The first sample only marks the beginning: how long its messages took is not known.
    const count = others.reduce((sum, sample) => sum + sample.count, 0);
    return (count * 1_000) / Math.max(now - first.at, 1);
  }

  /** Another process said how fast it is. */
  learned(accountId: string, messagesPerSecond: number): void {
    const at = Date.now();
    if (this.elsewhere.size > mostElsewhere) {
      for (const [id, said] of this.elsewhere) if (said.at <= at - windowMs) this.elsewhere.delete(id);
    }
    this.elsewhere.set(accountId, { at, messagesPerSecond });
  }

  forget(accountId: string): void {
    this.samples.delete(accountId);
    this.elsewhere.delete(accountId);
  }

  private ofOthers(accountId: string): number | null {
    const said = this.elsewhere.get(accountId);
    return said && said.at > Date.now() - windowMs ? said.messagesPerSecond : null;
  }
}
