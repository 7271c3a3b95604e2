import { Inject, Injectable, Logger } from '@nestjs/common';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { newId } from '../store/id';
import { LeaseRepository } from './lease-repository';
import { MailboxRunner } from './mailbox-runner';
import { Mutex } from './mutex';
import { RunnerTools } from './runner-tools';

/** Accounts that are claimed at once; the next look takes more. */
const claimedAtOnce = 200;

interface RunningMailbox {
  runner: MailboxRunner;
  /** Resolves when the runner has ended and its lease is given back. */
  ended: Promise<void>;
}

/** The mailboxes that this process synchronises. */
@Injectable()
export class MailboxRunners {
  /** Names this process in leases. */
  readonly owner = newId();
  private readonly logger = new Logger(MailboxRunners.name);
  private readonly runners = new Map<string, RunningMailbox>();
  private readonly claiming = new Mutex();
  private isOpen: boolean;

  constructor(
    @Inject(MAILROOM_OPTIONS) options: MailroomOptions,
    private readonly leases: LeaseRepository,
    private readonly tools: RunnerTools,
  ) {
    this.isOpen = options.embeddedListener;
  }

  get size(): number {
    return this.runners.size;
  }

  /** Takes what no listener owns; does nothing in a process without a listener. */
  claim(): Promise<void> {
    return this.claiming.run(async () => {
      if (!this.isOpen) return;
      const now = Date.now();
      for (const account of await this.leases.unowned(now, claimedAtOnce)) {
        if (this.runners.has(account.id)) continue;
        const lease = await this.leases.claim(account, this.owner, Date.now() + this.tools.settings.leaseMs);
        if (lease) this.start(new MailboxRunner(account, lease, this.tools));
      }
    });
  }

  /** Prolongs the leases; a mailbox whose lease is lost is let go at once. */
  async renew(): Promise<void> {
    for (const accountId of await this.lost()) void this.stop(accountId);
  }

  /** As `renew`; resolves when nothing of the mailboxes that are let go is under way. */
  async stopLost(): Promise<void> {
    await Promise.all((await this.lost()).map((accountId) => this.stop(accountId)));
  }

  private async lost(): Promise<string[]> {
    const held = await this.leases.renew(this.owner, Date.now() + this.tools.settings.leaseMs);
    return [...this.runners]
      .filter(([accountId, { runner }]) => held.get(accountId) !== runner.lease.token)
      .map(([accountId]) => accountId);
  }

  /** Something of the account waits to be sent. */
  sendNow(accountId: string): void {
    this.runners.get(accountId)?.runner.sendNow();
  }

  /** Ends the mailbox's synchronisation in this process; resolves when nothing of it is under way. */
  async stop(accountId: string): Promise<void> {
    const running = this.runners.get(accountId);
    await running?.runner.stop();
    await running?.ended;
  }

  /** Resolves when this process no longer synchronises the mailbox, for whatever reason. */
  async ended(accountId: string): Promise<void> {
    await this.runners.get(accountId)?.ended;
  }

  /** Lets every mailbox go, for another process to take. */
  async stopAll(): Promise<void> {
    this.isOpen = false;
    await this.claiming.run(() => Promise.resolve());
    await Promise.all([...this.runners.keys()].map((accountId) => this.stop(accountId)));
  }

  private start(runner: MailboxRunner): void {
    const { accountId } = runner.lease;
    const ended = runner
      .start()
      .finally(() => {
        this.runners.delete(accountId);
        this.tools.meter.forget(accountId);
        return this.leases.release(runner.lease);
      })
      .catch((error: unknown) => {
        this.logger.error(`Account ${accountId}: its lease could not be given back: ${String(error)}`);
      });
    this.runners.set(accountId, { runner, ended });
  }
}
