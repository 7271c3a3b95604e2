import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How much of one mail server all processes together use for backfills; live mail is not counted. */
export interface ServerLimits {
  /** Pages of changes that are fetched at once. */
  pagesAtOnce: number;
  pagesPerSecond: number;
}

/** Below what Exchange allows by default: 27 connections of a user at once (EWSMaxConcurrency), and bursts end in back-off. */
export const defaultServerLimits: ServerLimits = { pagesAtOnce: 12, pagesPerSecond: 40 };

/** The part of rate-limiter-flexible's limiters that a gate uses; in memory, or in Redis. */
export interface Limiter {
  consume(key: string): Promise<RateLimiterRes>;
  get(key: string): Promise<RateLimiterRes | null>;
  block(key: string, seconds: number): Promise<unknown>;
}

/** Above what a request would ever be asked to wait: a server that asks for more is asked again after this. */
const longestRestMs = 60 * 60_000;

/**
 * What all of a mail server's mailboxes owe it together: a rate and a number of backfills' pages, and silence for as long as
 * it asks for. Keys name a server or a login at it.
 */
export abstract class ServerGate {
  constructor(
    private readonly pages: Limiter,
    private readonly rests: Limiter,
  ) {}

  /** Waits until a page of a backfill may be fetched. @returns says that it is stored. @throws the signal's reason */
  async enter(server: string, signal: AbortSignal): Promise<() => void> {
    for (;;) {
      await this.untilRested([server], signal);
      const waitMs = await this.consume(server);
      if (waitMs === 0) return this.permit(server, signal);
      await sleep(waitMs, undefined, { signal, ref: false });
    }
  }

  /** The server asked not to be asked again before then; it is never made shorter by a second answer. In whole seconds, as Redis keeps them. */
  async rest(key: string, ms: number): Promise<void> {
    if (ms > (await this.restLeft(key))) await this.rests.block(key, Math.ceil(Math.min(ms, longestRestMs) / 1_000));
  }

  /** Waits until nobody of these asks for silence any more. @throws the signal's reason */
  async untilRested(keys: readonly string[], signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const leftMs = Math.max(...(await Promise.all(keys.map((key) => this.restLeft(key)))));
      if (leftMs <= 0) return;
      // Not all at the same moment.
      await sleep(leftMs * (1 + Math.random() / 10), undefined, { signal, ref: false });
    }
  }

  /** One of the pages that may be fetched at once. */
  protected abstract permit(server: string, signal: AbortSignal): Promise<() => void>;

  private async restLeft(key: string): Promise<number> {
    return (await this.rests.get(key))?.msBeforeNext ?? 0;
  }

  /** @returns after how many milliseconds to ask again; 0: it may be fetched now */
  private async consume(server: string): Promise<number> {
    try {
      await this.pages.consume(server);
      return 0;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(refused.msBeforeNext, 10);
      throw refused;
    }
  }
}

/** Of a process that is the only one; how many pages are fetched at once, its own `BackfillTurns` says. */
export class LocalServerGate extends ServerGate {
  constructor({ pagesPerSecond }: ServerLimits = defaultServerLimits) {
    super(new RateLimiterMemory({ points: pagesPerSecond, duration: 1 }), new RateLimiterMemory({ points: 1, duration: 1 }));
  }

  protected override permit(): Promise<() => void> {
    return Promise.resolve(() => undefined);
  }
}
