import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ConnectedAccount } from '../accounts/account.entity';
import { inLogContext } from '../logs/log-context';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { MailboxTokenSources } from '../oauth/mailbox-token-sources';
import { type Notice, Notices } from '../processes/notice';
import type { RepairOrder } from '../reconciliation/repair-order';
import { newId } from '../store/id';
import { LeaseRepository } from './lease-repository';
import { MailboxRunner } from './mailbox-runner';
import { Mutex } from './mutex';
import { RunnerTools } from './runner-tools';

/** Accounts that are claimed at once; the next look takes more. */
const claimedAtOnce = 200;

/** How many of them are under way together: after a listener died each moment counts, and the database has others to serve. */
const claimedTogether = 5;

/** Mailboxes that a listener with too many gives up at a time: each is away for a moment. */
const sharedOutAtOnce = 25;

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
  /** Since when accounts wait that this process has left to others. */
  private waitingSince = new Map<string, number>();
  private isOpen: boolean;

  constructor(
    @Inject(MAILROOM_OPTIONS) options: MailroomOptions,
    private readonly leases: LeaseRepository,
    private readonly tools: RunnerTools,
    private readonly tokens: MailboxTokenSources,
    private readonly notices: Notices,
  ) {
    this.isOpen = options.embeddedListener;
    if (options.embeddedListener) {
      notices.listen((notice) => {
        this.heard(notice).catch((error: unknown) => {
          this.logger.error(`A notice of another process is looked into again at the next heartbeat: ${String(error)}`);
        });
      });
    }
  }

  get size(): number {
    return this.runners.size;
  }

  /** Takes its share of what no listener owns; does nothing in a process without a listener. */
  claim(): Promise<void> {
    return this.claiming.run(async () => {
      if (!this.isOpen) return;
      const unowned = (await this.leases.unowned(this.aliveSince(), claimedAtOnce)).filter(({ id }) => !this.runners.has(id));
      if (unowned.length === 0) return;
      const room = (await this.leases.fairShare(this.aliveSince())) - this.runners.size;
      const waiting = this.chosen(unowned, room);
      while (waiting.length > 0) await Promise.all(waiting.splice(0, claimedTogether).map((account) => this.take(account)));
    });
  }

  private async take(account: ConnectedAccount): Promise<void> {
    const lease = await this.leases.claim(account, this.owner);
    if (!lease) return;
    // Another process may have opened it with other secrets since this one last did.
    this.tokens.forget(account.id);
    this.start(new MailboxRunner(account, lease, this.tools));
  }

  /** Lets go the mailboxes whose lease is lost, and gives back leases whose runner has ended without doing so. */
  async renew(): Promise<void> {
    for (const accountId of await this.lost()) void this.stop(accountId);
  }

  /** As `renew`; resolves when nothing of the mailboxes that are let go is under way. */
  async stopLost(): Promise<void> {
    await Promise.all((await this.lost()).map((accountId) => this.stop(accountId)));
  }

  /** Leaves mailboxes to listeners that have fewer, when this one has clearly more than its share. */
  async shareOut(): Promise<void> {
    const share = await this.leases.fairShare(this.aliveSince());
    if (this.runners.size <= share + Math.max(2, share / 10)) return;
    const surplus = [...this.runners.keys()].slice(share).slice(-sharedOutAtOnce);
    await Promise.all(surplus.map((accountId) => this.stop(accountId)));
    this.logger.log(`${surplus.length} mailboxes were left to other listeners.`);
    this.notices.publish({ kind: 'unowned' });
  }

  /** Something of the account waits to be sent, or to be marked on the server: whichever process owns it looks at once. */
  sendNow(accountId: string): void {
    if (this.runners.has(accountId)) this.sendHere(accountId);
    else this.notices.publish({ kind: 'outgoing', accountId });
  }

  /** The same, where this process owns the account. */
  sendHere(accountId: string): void {
    this.runners.get(accountId)?.runner.sendNow();
  }

  /** The mailbox is to be compared with the server and mended, by whichever process owns it. */
  repair(accountId: string, order: RepairOrder): void {
    if (this.runners.has(accountId)) this.repairHere(accountId, order);
    else this.notices.publish({ kind: 'repair', accountId, ...order });
  }

  private repairHere(accountId: string, order: RepairOrder): void {
    this.runners.get(accountId)?.runner.repair(order);
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

  /** Lets every mailbox go, and tells the other processes. */
  async stopAll(): Promise<void> {
    this.isOpen = false;
    await this.claiming.run(() => Promise.resolve());
    await Promise.all([...this.runners.keys()].map((accountId) => this.stop(accountId)));
    this.notices.publish({ kind: 'unowned' });
  }

  private async heard(notice: Notice): Promise<void> {
    if (notice.kind === 'outgoing') this.sendHere(notice.accountId);
    else if (notice.kind === 'repair') this.repairHere(notice.accountId, notice);
    else if (notice.kind !== 'changed') {
      if (notice.kind !== 'unowned') await this.stopLost();
      await this.claim();
    }
  }

  private lost(): Promise<string[]> {
    // While nothing is being claimed: a lease that was just got has no runner for a moment.
    return this.claiming.run(async () => {
      const held = await this.leases.heldBy(this.owner);
      for (const [accountId, token] of held) if (!this.runners.has(accountId)) await this.leases.release({ accountId, token });
      return [...this.runners]
        .filter(([accountId, { runner }]) => held.get(accountId) !== runner.lease.token)
        .map(([accountId]) => accountId);
    });
  }

  /** As many as there is room for; also those that nobody else has taken for some heartbeats. In no order, so that two processes seldom choose the same. */
  private chosen(unowned: readonly ConnectedAccount[], room: number): ConnectedAccount[] {
    const now = Date.now();
    this.waitingSince = new Map(unowned.map(({ id }) => [id, this.waitingSince.get(id) ?? now]));
    const patienceMs = 3 * this.tools.settings.heartbeatMs;
    const shuffled = unowned.map((account) => ({ account, order: Math.random() })).sort((a, b) => a.order - b.order);
    return shuffled
      .map(({ account }) => account)
      .filter(({ id }, index) => index < room || now - (this.waitingSince.get(id) ?? now) > patienceMs);
  }

  private aliveSince(): number {
    return Date.now() - this.tools.settings.leaseMs;
  }

  private start(runner: MailboxRunner): void {
    const { accountId } = runner.lease;
    const ended = inLogContext({ accountId, syncRunId: newId() }, () => runner.start())
      .finally(() => {
        this.runners.delete(accountId);
        this.tools.meter.forget(accountId);
        return this.leases.release(runner.lease);
      })
      .catch((error: unknown) => {
        this.logger.error(`Account ${accountId}: its lease is given back at the next heartbeat: ${String(error)}`);
      });
    this.runners.set(accountId, { runner, ended });
  }
}
