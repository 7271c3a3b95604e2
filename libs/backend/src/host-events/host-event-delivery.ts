import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap, Optional } from '@nestjs/common';
import { newId } from '../store/id';
import { Turns } from '../store/turns';
import { HostEventQueue, type UntoldEvent } from './host-event-queue';
import { MailEventHandler } from './mail-event-handler';

const turn = 'host-events';
const turnLastsMs = 30_000;
const lookEveryMs = 1_000;
const firstPauseMs = 1_000;
const longestPauseMs = 5 * 60_000;

/** Accounts whose events are handled at once. */
const accountsAtOnce = 8;

interface Blocked {
  until: number;
  failures: number;
}

/**
 * Brings what was written to the outbox to the host's handler, from one process at a time. An event is marked as told after
 * it was handled: a crash in between tells it again, and nothing is skipped.
 */
@Injectable()
export class HostEventDelivery implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(HostEventDelivery.name);
  private readonly owner = newId();
  private readonly stopping = new AbortController();
  private readonly blocked = new Map<string, Blocked>();
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: HostEventQueue,
    private readonly turns: Turns,
    @Optional() private readonly handler?: MailEventHandler,
  ) {}

  onApplicationBootstrap(): void {
    if (this.handler) this.working = this.work(this.handler);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(handler: MailEventHandler): Promise<void> {
    const keeping = setInterval(() => void this.turns.take(turn, this.owner, turnLastsMs).catch(() => undefined), turnLastsMs / 3).unref();
    try {
      while (!this.stopping.signal.aborted) {
        const told = await this.tellSome(handler).catch((error: unknown) => {
          this.logger.error(`Events wait to be told to the host: ${String(error)}`);
          return 0;
        });
        if (told === 0) await sleep(lookEveryMs, undefined, { signal: this.stopping.signal, ref: false }).catch(() => undefined);
      }
    } finally {
      clearInterval(keeping);
      await this.turns.give(turn, this.owner).catch(() => undefined);
    }
  }

  /** @returns how many events were told */
  private async tellSome(handler: MailEventHandler): Promise<number> {
    if (!(await this.turns.take(turn, this.owner, turnLastsMs))) return 0;
    const now = Date.now();
    const resting = [...this.blocked].filter(([, { until }]) => until > now).map(([accountId]) => accountId);
    const lines = new Map<string, UntoldEvent[]>();
    for (const event of await this.queue.next(resting)) lines.set(event.accountId, [...(lines.get(event.accountId) ?? []), event]);
    const waiting = [...lines.values()];
    let told = 0;
    const worker = async (): Promise<void> => {
      for (let line = waiting.shift(); line; line = waiting.shift()) told += await this.tellInOrder(handler, line);
    };
    await Promise.all(Array.from({ length: accountsAtOnce }, worker));
    return told;
  }

  private async tellInOrder(handler: MailEventHandler, events: readonly UntoldEvent[]): Promise<number> {
    let told = 0;
    for (const { seq, accountId, type, event } of events) {
      if (this.stopping.signal.aborted) return told;
      try {
        await handler.handle(event);
      } catch (error) {
        const failures = (this.blocked.get(accountId)?.failures ?? 0) + 1;
        const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
        this.blocked.set(accountId, { failures, until: Date.now() + pauseMs });
        this.logger.warn(`The host could not handle event ${seq} (${type}) of account ${accountId}, and gets it again: ${String(error)}`);
        return told;
      }
      await this.queue.told(seq);
      this.blocked.delete(accountId);
      told += 1;
    }
    return told;
  }
}
