import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { MailError, type MailboxSession, type WatchEvent } from '@mailroom/mail-adapter';
import type { ConnectedAccount } from '../accounts/account.entity';
import { sendingOff } from '../emails/sending/sending-failure';
import type { ProviderEntity } from '../providers/provider.entity';
import type { RepairOrder } from '../reconciliation/repair-order';
import { StaleWriteError } from '../store/atomic-writer';
import type { AccountState } from './account-state';
import { BackOff } from './back-off';
import { FolderQueue, HIERARCHY } from './folder-queue';
import type { Lease } from './lease-repository';
import { MailboxFolders } from './mailbox-folders';
import type { RunnerTools } from './runner-tools';
import { Signal } from './signal';

/** Folders of one mailbox that are brought up to date at once, besides a backfill. */
const liveWorkers = 2;

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
 * `connecting`: the mailbox is identified, its folders are read, and the watch begins. Then these run beside each other:
 * the backfill, one folder after another, inbox first; the live workers, which look where something was heard to happen
 * (after `watching`, everywhere); the outbox; and the clock, which asks for everything from time to time. A provider that
 * does not receive leaves the outbox alone of these; its accounts are `live`.
 */
export class MailboxRunner {
  private readonly logger = new Logger(MailboxRunner.name);
  private readonly stopping = new AbortController();
  private readonly backOff: BackOff;
  private readonly queue = new FolderQueue();
  private readonly outbox = new Signal();
  private readonly backfill = new Signal();
  private readonly state: AccountState;
  private readonly repairs = new Signal();
  private repairOrder: RepairOrder | null = null;
  private isWatched = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly account: ConnectedAccount,
    readonly lease: Lease,
    private readonly tools: RunnerTools,
  ) {
    this.backOff = new BackOff(tools.settings.retryMs, tools.settings.longestRetryMs);
    this.state = tools.stateOf(account, lease);
  }

  /** @returns resolves when the runner has ended, by itself or by `stop` */
  start(): Promise<void> {
    this.running = this.run();
    return this.running;
  }

  /** Resolves when nothing of the mailbox is under way any more. */
  stop(): Promise<void> {
    this.stopping.abort(new Error('The synchronisation was stopped.'));
    return this.running;
  }

  /** Something waits to be sent. */
  sendNow(): void {
    this.outbox.notify();
  }

  /** The mailbox is to be compared with the server, and mended. */
  repair(order: RepairOrder): void {
    this.repairOrder = order;
    this.repairs.notify();
  }

  private get signal(): AbortSignal {
    return this.stopping.signal;
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        await this.synchronise();
      } catch (error) {
        await this.conclude(error).catch((later: unknown) => {
          if (!(later instanceof StaleWriteError) && !this.signal.aborted)
            this.logger.error(`Account ${this.account.id}: ${String(later)}`);
          this.stopping.abort(later);
        });
      }
    }
  }

  /** Decides what an error that nobody mended means; returns when the mailbox may be tried again. */
  private async conclude(error: unknown): Promise<void> {
    if (this.signal.aborted) return;
    if (error instanceof StaleWriteError) {
      this.logger.log(`Account ${this.account.id}: another listener has taken it over.`);
      this.stopping.abort(error);
    } else if (error instanceof MailError && error.class === 'needs-a-person') {
      this.logger.warn(`Account ${this.account.id} needs attention: ${error.code}`);
      await this.state.failed(error, 'needs-attention');
      await this.tools.sender.failQueued(this.lease, error);
      this.stopping.abort(error);
    } else {
      this.logger.error(`Account ${this.account.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      await this.state.failed({ code: 'internal-error', message: 'Synchronisation met an unexpected error; the server’s log tells more.' });
      await this.backOff.pause(error, this.signal);
    }
  }

  private async synchronise(): Promise<void> {
    const provider = await this.tools.connector.providerOf(this.account);
    const session = await this.tools.connector.open(this.account);
    // What ends one of the loops ends all of them, and is then decided on in one place.
    const attempt = new AbortController();
    const signal = AbortSignal.any([this.signal, attempt.signal]);
    const loops: Promise<void>[] = [];
    const begin = (loop: Promise<void>) => loops.push(loop.catch((error: unknown) => attempt.abort(error)));
    let unwatch = (): void => undefined;
    try {
      const { serverVersion } = await this.retrying(() => session.identify({ signal }), signal);
      await this.state.connected(serverVersion);
      if (provider.send) begin(this.sendLoop(session, signal));
      else await this.tools.sender.failQueued(this.lease, sendingOff);
      begin(this.tools.permissions.watch(this.account.id, provider, signal));
      if (provider.receive) {
        const folders = this.foldersOf(session, provider);
        await this.retrying(() => folders.refresh(signal), signal);
        await this.enterPhase(folders);
        this.everything(folders);
        unwatch = await this.watch(provider, folders, attempt);
        begin(this.backfillLoop(folders, signal));
        begin(this.clockLoop(folders, signal));
        begin(this.repairLoop(folders, signal));
        for (let worker = 0; worker < liveWorkers; worker++) begin(this.liveLoop(folders, signal));
      } else await this.state.enter('live');
      await Promise.all(loops);
      throw attempt.signal.reason;
    } finally {
      unwatch();
      attempt.abort();
      await Promise.all(loops);
      await session.close();
    }
  }

  private foldersOf(session: MailboxSession, { id }: ProviderEntity): MailboxFolders {
    const writer = this.tools.writerFor(this.account, this.lease);
    return new MailboxFolders(this.account, this.lease, session, writer, this.tools, (left, signal) => this.backfillTurn(id, left, signal));
  }

  private async backfillTurn(providerId: string, left: number, signal: AbortSignal): Promise<() => void> {
    await this.tools.gate.untilRested(this.askedKeys(), signal);
    return this.tools.turns.take(providerId, left, signal);
  }

  private async watch(provider: ProviderEntity, folders: MailboxFolders, attempt: AbortController): Promise<() => void> {
    const { connector, watchers } = this.tools;
    const target = await connector.target(this.account);
    return watchers.watch(connector.adapterFor(provider.serviceType), target, (event) => {
      this.heard(event, folders, attempt);
    });
  }

  private heard(event: WatchEvent, folders: MailboxFolders, attempt: AbortController): void {
    if (event.kind === 'changed') {
      const folder = event.folderRemoteId === null ? undefined : folders.byRemoteId(event.folderRemoteId);
      if (folder) this.queue.add(folder.id, 'urgent');
      else this.everything(folders);
      return;
    }
    this.isWatched = event.kind === 'watching';
    folders.watchingSince(this.isWatched ? Date.now() : null);
    if (event.kind === 'watching') this.everything(folders);
    else if (event.error.class === 'needs-a-person') attempt.abort(event.error);
  }

  /** Asks for the hierarchy, and for every folder's messages. */
  private everything(folders: MailboxFolders): void {
    this.queue.add(HIERARCHY, 'routine');
    for (const { id } of folders.selected()) this.queue.add(id, 'routine');
  }

  private async liveLoop(folders: MailboxFolders, signal: AbortSignal): Promise<void> {
    const isReady = (item: string) => item === HIERARCHY || folders.isBackfilled(item);
    for (;;) {
      const item = await this.queue.take(isReady, signal);
      try {
        if (item === HIERARCHY) {
          const added = await this.retrying(() => folders.refresh(signal), signal);
          if (added) this.backfill.notify();
        } else await this.retrying(() => this.syncFolder(folders, item, signal), signal);
      } finally {
        this.queue.done(item);
      }
    }
  }

  private async backfillLoop(folders: MailboxFolders, signal: AbortSignal): Promise<void> {
    for (;;) {
      const next = folders.nextBackfill();
      await this.enterPhase(folders);
      if (next) {
        await this.retrying(() => this.syncFolder(folders, next.id, signal), signal);
        this.queue.add(next.id, 'routine');
      } else await this.backfill.wait(signal);
    }
  }

  private async syncFolder(folders: MailboxFolders, folderId: string, signal: AbortSignal): Promise<void> {
    if (!(await folders.sync(folderId, signal))) this.queue.add(HIERARCHY, 'urgent');
  }

  private async enterPhase(folders: MailboxFolders): Promise<void> {
    await this.state.enter(folders.nextBackfill() ? 'backfilling' : 'live');
  }

  private async clockLoop(folders: MailboxFolders, signal: AbortSignal): Promise<void> {
    const { pollMs, pollUnwatchedMs } = this.tools.settings;
    for (;;) {
      await folders.purgeDepartures();
      const interval = this.isWatched ? pollMs : pollUnwatchedMs;
      await sleep(interval * (0.75 + Math.random() / 2), undefined, { signal, ref: false });
      this.everything(folders);
    }
  }

  private async repairLoop(folders: MailboxFolders, signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.repairs.wait(signal);
      const order = this.repairOrder;
      this.repairOrder = null;
      if (order) await this.retrying(() => folders.repair(order, signal), signal);
    }
  }

  private async sendLoop(session: MailboxSession, signal: AbortSignal): Promise<void> {
    for (;;) {
      const pauseMs = await this.tools.sender.drain(this.account, this.lease, session, signal);
      if (pauseMs === null) await this.outbox.wait(signal);
      else await Promise.race([this.outbox.wait(signal), sleep(pauseMs, undefined, { signal, ref: false })]);
    }
  }

  /** Repeats what fails with an error that passes; every other error is the caller's. */
  private async retrying<Result>(action: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    for (;;) {
      try {
        await this.tools.gate.untilRested(this.askedKeys(), signal);
        const result = await action();
        if (this.backOff.isFailing) {
          this.backOff.succeeded();
          await this.state.recovered();
        }
        return result;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof MailError) || error.class === 'needs-a-person') throw error;
        this.logger.warn(`Account ${this.account.id}: ${error.code}, tried again later${error.serverCode ? ` (${error.serverCode})` : ''}`);
        await this.state.failed(error);
        await this.restAsAsked(error);
        await this.backOff.pause(error, signal);
      }
    }
  }

  /** Exchange budgets each login, whichever mailboxes it opens; a server that is down or overloaded concerns all of them. */
  private askedKeys(): [server: string, login: string] {
    const { providerId, login } = this.account;
    return [providerId, `${providerId}:${login.toLowerCase()}`];
  }

  /** All processes leave the server alone for as long as it has asked one of them to. */
  private async restAsAsked({ code, retryAfterMs }: MailError): Promise<void> {
    if (retryAfterMs === null || retryAfterMs === undefined) return;
    const [server, login] = this.askedKeys();
    await this.tools.gate.rest(code === 'throttled' ? login : server, retryAfterMs);
  }
}
