import { Logger } from '@nestjs/common';
import { MailError, type Sleeper, type WatchEvent } from '@mailroom/mail-adapter';
import type { ConnectedAccount } from '../accounts/account.entity';
import type { RepairOrder } from '../reconciliation/repair-order';
import { StaleWriteError } from '../store/atomic-writer';
import { AwakeMailbox } from './awake-mailbox';
import { BackOff } from './back-off';
import type { Lease } from './lease-repository';
import { MailboxRecord } from './mailbox-record';
import { DEPARTED_KEPT_MS } from './ingest-transaction';
import type { RunnerTools } from './runner-tools';

/**
 * One mailbox's synchronisation, from the moment that this process owns its lease until it loses or gives it back.
 *
 *   connecting ──► backfilling ──► live          a new folder: back to backfilling
 *       │               │            │
 *       │◄── error that passes: back-off, the phase stays, the error is shown until it has passed
 *       │               │            │
 *       └───────────────┴────────────┴──► needs-attention   error that a person must mend: the runner ends;
 *                    paused ◄──┘                            `Synchroniser.wake` makes the account `connecting` again
 *
 * `connecting`: the mailbox is identified, its folders are read, and the watch begins. A provider that does not receive
 * leaves the outbox alone; its accounts are `live`.
 *
 * Beside its phase, a mailbox is awake or asleep. Awake (`AwakeMailbox`) it has a session and its folders, until nothing is
 * left to do. Asleep it is a record: a watch, an agenda, and an entry in the clock that all mailboxes share. What is heard,
 * what is to be sent and what is due goes onto the agenda and wakes it.
 */
export class MailboxRunner implements Sleeper {
  private readonly logger = new Logger(MailboxRunner.name);
  private readonly record: MailboxRecord;
  private awake: AwakeMailbox | null = null;
  private hasStopped = false;
  private wakeUp: (() => void) | null = null;
  private unwatch: (() => void) | null = null;
  /** What ended while it slept. */
  private failure: unknown = null;
  private running: Promise<void> = Promise.resolve();
  /** When what is due, in milliseconds since 1970. */
  private readonly due = { look: Infinity, outbox: Infinity, departures: Infinity, permission: Infinity };
  private notBefore = 0;

  constructor(
    account: ConnectedAccount,
    readonly lease: Lease,
    private readonly tools: RunnerTools,
  ) {
    const { retryMs, longestRetryMs } = tools.settings;
    this.record = new MailboxRecord(account, lease, tools.stateOf(account, lease), new BackOff(retryMs, longestRetryMs));
    // Also whatever waited when it was last let go.
    Object.assign(this.record.agenda, { outbox: true, departures: true });
  }

  /** @returns resolves when the runner has ended, by itself or by `stop` */
  start(): Promise<void> {
    this.running = this.run();
    return this.running;
  }

  /** Resolves when nothing of the mailbox is under way any more. */
  stop(): Promise<void> {
    this.finish(new Error('The synchronisation was stopped.'));
    return this.running;
  }

  /** Something waits to be sent, or to be marked on the server. */
  sendNow(): void {
    this.record.agenda.outbox = true;
    this.nudge();
  }

  /** The mailbox is to be compared with the server, and mended. */
  repair(order: RepairOrder): void {
    this.record.agenda.repair = order;
    this.nudge();
  }

  /** The clock: something is due. */
  ring(): void {
    const now = Date.now();
    const { agenda } = this.record;
    if (now >= this.due.look) {
      agenda.everything = true;
      this.lookLater();
    }
    for (const what of ['outbox', 'departures'] as const) {
      if (now < this.due[what]) continue;
      agenda[what] = true;
      this.due[what] = Infinity;
    }
    if (now >= this.due.permission) void this.checkPermission();
    this.setClock();
    this.nudge();
  }

  private async run(): Promise<void> {
    while (!this.hasStopped) {
      try {
        await this.asleep();
        if (!this.hasStopped) await this.work();
      } catch (error) {
        await this.conclude(error).catch((later: unknown) => {
          if (!(later instanceof StaleWriteError) && !this.hasStopped)
            this.logger.error(`Account ${this.lease.accountId}: ${String(later)}`);
          this.finish(later);
        });
      }
    }
    this.unwatch?.();
    this.tools.clock.forget(this);
  }

  private async asleep(): Promise<void> {
    while (!this.hasStopped && !this.hasReason()) {
      await new Promise<void>((resolve) => {
        this.wakeUp = resolve;
        this.setClock();
      });
    }
    this.wakeUp = null;
    if (this.failure === null) return;
    const { failure } = this;
    this.failure = null;
    throw failure as Error;
  }

  private hasReason(): boolean {
    if (this.failure !== null) return true;
    return Date.now() >= this.notBefore && (!this.record.agenda.isEmpty || !this.record.isConnected);
  }

  private async work(): Promise<void> {
    const { record, tools } = this;
    record.service ??= await tools.serviceOf(record.account);
    this.due.permission = Math.min(this.due.permission, this.nextPermissionCheck());
    if (this.hasStopped) return;
    const { service } = record;
    this.awake = new AwakeMailbox(record, service, tools, {
      hasFolders: () => this.watch(),
      sendAgainIn: (ms) => {
        this.due.outbox = Math.min(this.due.outbox, Date.now() + ms);
        this.setClock();
      },
      hasChanged: () => (this.due.departures = Math.min(this.due.departures, Date.now() + DEPARTED_KEPT_MS + 1_000)),
    });
    try {
      await this.awake.work();
    } finally {
      this.awake = null;
    }
  }

  /** Decides what an error that nobody mended means; returns when the mailbox may be tried again. */
  private async conclude(error: unknown): Promise<void> {
    if (this.hasStopped) return;
    const { id } = this.record.account;
    const { state, backOff, agenda } = this.record;
    if (error instanceof StaleWriteError) {
      this.logger.log(`Account ${id}: another listener has taken it over.`);
      this.finish(error);
    } else if (error instanceof MailError && error.class === 'needs-a-person') {
      if (await this.tools.superUser.hasFailed(this.record.account, this.lease, error)) {
        this.finish(error);
        return;
      }
      this.logger.warn(`Account ${id} needs attention: ${error.code}`);
      await state.failed(error, 'needs-attention');
      await this.tools.sender.failQueued(this.lease, error);
      this.finish(error);
    } else {
      this.logger.error(`Account ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      await state.failed({ code: 'internal-error', message: 'Synchronisation met an unexpected error; the server’s log tells more.' });
      // What was under way when it happened is not known any more.
      Object.assign(agenda, { everything: true, outbox: true });
      this.notBefore = Date.now() + backOff.nextPauseMs(error);
    }
  }

  private finish(reason: unknown): void {
    this.hasStopped = true;
    this.awake?.end(reason);
    this.wakeUp?.();
  }

  private nudge(): void {
    this.awake?.look();
    this.wakeUp?.();
  }

  private watch(): void {
    const { service } = this.record;
    if (this.unwatch || !service) return;
    this.lookLater();
    this.unwatch = this.tools.watchers.watch(service.adapter, service.target, (event) => this.heard(event));
  }

  private heard(event: WatchEvent): void {
    const { record } = this;
    if (event.kind === 'changed') {
      if (event.folderRemoteId === null) record.agenda.everything = true;
      else record.agenda.hear(event.folderRemoteId);
    } else {
      record.watchingSince = event.kind === 'watching' ? Date.now() : null;
      if (event.kind === 'watching') record.agenda.everything = true;
      else if (event.error.class === 'needs-a-person') this.fail(event.error);
      this.lookLater();
    }
    this.nudge();
  }

  private fail(error: unknown): void {
    if (this.awake) this.awake.end(error);
    else this.failure = error;
  }

  private lookLater(): void {
    const { pollMs, pollUnwatchedMs } = this.tools.settings;
    const interval = this.record.watchingSince === null ? pollUnwatchedMs : pollMs;
    this.due.look = Date.now() + interval * (0.75 + Math.random() / 2);
    this.setClock();
  }

  private setClock(): void {
    const now = Date.now();
    const { look, outbox, departures, permission } = this.due;
    const rest = this.notBefore > now ? this.notBefore : Infinity;
    const next = Math.min(look, outbox, departures, permission, rest);
    if (next < Infinity) this.tools.clock.wake(this, next - now);
  }

  private nextPermissionCheck(): number {
    const { service } = this.record;
    return service?.authMethod === 'oauth2' ? Date.now() + this.tools.permissions.intervalMs() : Infinity;
  }

  private async checkPermission(): Promise<void> {
    const { account, service } = this.record;
    this.due.permission = this.nextPermissionCheck();
    try {
      if (service) await this.tools.permissions.check(account.id, service.providerId);
    } catch (error) {
      this.fail(error);
      this.nudge();
    }
  }
}
