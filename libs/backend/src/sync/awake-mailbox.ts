import { Logger } from '@nestjs/common';
import { MailError, type MailboxSession } from '@mailroom/mail-adapter';
import { sendingOff } from '../emails/sending/sending-failure';
import type { RepairOrder } from '../reconciliation/repair-order';
import { FolderQueue, HIERARCHY } from './folder-queue';
import { MailboxFolders } from './mailbox-folders';
import type { ImportRules } from './import-policy';
import type { MailboxRecord, MailboxService } from './mailbox-record';
import type { RunnerTools } from './runner-tools';

/** Folders of one mailbox that are brought up to date at once, besides a backfill. */
const liveWorkers = 2;

/** What a mailbox's runner is told while it is awake. */
interface Reports {
  /** The folders are known: from now on it is worth while to watch. */
  hasFolders(): void;
  /** Something is due to be sent or marked again after so many milliseconds. */
  sendAgainIn(ms: number): void;
  /** Folders have changed: what departed from one may turn up in another for a while. */
  hasChanged(): void;
}

/**
 * A mailbox that has something to do: its session, its folders, and whoever works on them beside each other — the live
 * workers, which look where something was heard to happen; the backfill, one folder after another, inbox first; and the
 * outbox. When none of them has anything left, it is over, and all of it is let go.
 */
export class AwakeMailbox {
  private readonly logger = new Logger('MailboxRunner');
  private readonly attempt = new AbortController();
  private readonly queue = new FolderQueue();
  private folders: MailboxFolders | null = null;
  private working = 0;
  private workers = 0;
  private isBackfilling = false;
  private isSending = false;
  private isMarking = false;
  /** Folders whose new mail was taken ahead of their backfill while that went on. */
  private readonly lookedEarly = new Set<string>();
  private isRepairing = false;
  private finish: (() => void) | null = null;

  constructor(
    private readonly record: MailboxRecord,
    private readonly service: MailboxService,
    private readonly tools: RunnerTools,
    private readonly reports: Reports,
  ) {}

  /** Does what there is to do. @throws what nobody mended; the reason of `end` */
  async work(): Promise<void> {
    const session = this.service.adapter.open(this.service.target);
    try {
      await this.prepare(session);
      await new Promise<void>((resolve) => {
        this.finish = resolve;
        this.staff(session);
      });
      this.signal.throwIfAborted();
    } finally {
      await session.close();
    }
  }

  /** There is more on the agenda. */
  look: () => void = () => undefined;

  /** What is under way ends as soon as it can. */
  end(reason: unknown): void {
    this.attempt.abort(reason);
    this.look();
  }

  private get signal(): AbortSignal {
    return this.attempt.signal;
  }

  private async prepare(session: MailboxSession): Promise<void> {
    const { record, service, tools } = this;
    if (!record.isConnected) {
      const identify = () => session.identify({ signal: this.signal });
      const { serverVersion, emailAddress } = await this.retrying(() => tools.doors.connecting.run(identify));
      await tools.primaryAddress.learn(record.account, record.lease, emailAddress);
      await record.state.connected(serverVersion);
      record.isConnected = true;
    }
    if (!service.receives) return record.state.enter('live');
    record.rules ??= await tools.policies.apply(record.account, record.lease);
    const folders = this.foldersOf(session, record.rules);
    if (record.hasFolders) await folders.load();
    else {
      await this.retrying(() => tools.doors.connecting.run(() => folders.refresh(this.signal)));
      record.hasFolders = true;
      for (const { id } of folders.begun()) this.queue.add(id, 'routine');
      tools.retries.forget(folders.selected().map(({ id }) => id));
    }
    this.folders = folders;
    await this.enterPhase(folders);
    this.reports.hasFolders();
  }

  private foldersOf(session: MailboxSession, rules: ImportRules): MailboxFolders {
    const { account, lease } = this.record;
    const writer = this.tools.writerFor(account, lease);
    writer.watchingSince = this.record.watchingSince;
    return new MailboxFolders(account, lease, session, writer, this.tools, rules, (left, signal) => this.backfillTurn(left, signal));
  }

  private async backfillTurn(left: number, signal: AbortSignal): Promise<() => void> {
    await this.tools.gate.untilRested(this.askedKeys(), signal);
    return this.tools.turns.take(this.service.providerId, left, signal);
  }

  /** Sets to work whoever has something to do; when nobody has, it is over. */
  private staff(session: MailboxSession): void {
    this.look = () => this.staff(session);
    const { folders } = this;
    if (!this.signal.aborted) {
      if (!this.isSending && !this.isMarking && this.record.agenda.takeOnce('outbox')) {
        this.begin(() => this.send(session));
        this.begin(() => this.mark(session));
      }
      if (folders) this.staffFolders(folders);
      else this.record.agenda.forgetFolders();
    }
    if (this.working === 0) this.finish?.();
  }

  private staffFolders(folders: MailboxFolders): void {
    folders.watchingSince(this.record.watchingSince);
    this.absorbAgenda(folders);
    while (this.workers < liveWorkers) {
      const item = this.queue.take();
      if (item === null) break;
      this.begin(() => this.bringUpToDate(folders, item));
    }
    const order = this.isRepairing ? null : this.record.agenda.takeRepair();
    if (order) this.begin(() => this.repair(folders, order));
    if (!this.isBackfilling && folders.nextBackfill()) this.begin(() => this.backfill(folders));
  }

  /** What ends one of the workers ends all of them, and is then decided on in one place. */
  private begin(work: () => Promise<void>): void {
    this.working += 1;
    void work()
      .catch((error: unknown) => this.attempt.abort(error))
      .finally(() => {
        this.working -= 1;
        this.look();
      });
  }

  private absorbAgenda(folders: MailboxFolders): void {
    const { agenda } = this.record;
    for (const remoteId of agenda.takeFolders()) {
      // A folder that is not known is a new one, or holds no mail.
      this.queue.add(folders.byRemoteId(remoteId)?.id ?? HIERARCHY, 'urgent');
    }
    if (agenda.takeOnce('departures')) this.begin(() => folders.purgeDepartures());
    if (!agenda.takeOnce('everything')) return;
    this.queue.add(HIERARCHY, 'routine');
    for (const { id } of folders.begun()) this.queue.add(id, 'routine');
  }

  private async bringUpToDate(folders: MailboxFolders, item: string): Promise<void> {
    this.workers += 1;
    try {
      if (item === HIERARCHY) {
        await this.retrying(() => this.tools.doors.live.run(() => folders.refresh(this.signal)));
        await folders.purgeDepartures();
        await this.enterPhase(folders);
      } else if (folders.isBackfilled(item)) await this.retrying(() => this.tools.doors.live.run(() => this.syncFolder(folders, item)));
      else await this.retrying(() => this.tools.doors.live.run(() => this.lookEarly(folders, item)));
    } finally {
      this.queue.done(item);
      this.workers -= 1;
    }
  }

  private async backfill(folders: MailboxFolders): Promise<void> {
    this.isBackfilling = true;
    try {
      for (let next = folders.nextBackfill(); next; next = folders.nextBackfill()) {
        const { id } = next;
        await this.enterPhase(folders);
        // What is heard from now on is asked for again; what was asked for before is done with this.
        this.queue.forget(id);
        const isWatched = this.record.watchingSince !== null;
        await this.retrying(() => this.syncFolder(folders, id));
        if (!isWatched || this.lookedEarly.delete(id)) this.queue.add(id, 'routine');
        this.staffFolders(folders);
      }
      await this.enterPhase(folders);
    } finally {
      this.isBackfilling = false;
    }
  }

  private async syncFolder(folders: MailboxFolders, folderId: string): Promise<void> {
    const outcome = await folders.sync(folderId, this.signal);
    if (outcome === 'gone') this.queue.add(HIERARCHY, 'urgent');
    if (outcome === 'changed') this.reports.hasChanged();
  }

  /** New mail does not wait for the backfill of its folder, which tells of it in its own time. */
  private async lookEarly(folders: MailboxFolders, folderId: string): Promise<void> {
    this.lookedEarly.add(folderId);
    if (!(await folders.lookEarly(folderId, this.signal))) this.queue.add(HIERARCHY, 'urgent');
  }

  private async enterPhase(folders: MailboxFolders): Promise<void> {
    await this.record.state.enter(folders.nextBackfill() ? 'backfilling' : 'live');
  }

  private async repair(folders: MailboxFolders, order: RepairOrder): Promise<void> {
    this.isRepairing = true;
    try {
      await this.retrying(() => folders.repair(order, this.signal));
    } finally {
      this.isRepairing = false;
    }
  }

  private async mark(session: MailboxSession): Promise<void> {
    this.isMarking = true;
    const { account, lease } = this.record;
    try {
      const pauseMs = await this.tools.wishes.drain(account.ownerId, lease, session, this.signal);
      if (pauseMs !== null) this.reports.sendAgainIn(pauseMs);
    } finally {
      this.isMarking = false;
    }
  }

  private async send(session: MailboxSession): Promise<void> {
    this.isSending = true;
    const { account, lease } = this.record;
    try {
      if (!this.service.sends) return await this.tools.sender.failQueued(lease, sendingOff);
      const pauseMs = await this.tools.sender.drain(account, lease, session, this.signal);
      if (pauseMs !== null) this.reports.sendAgainIn(pauseMs);
    } finally {
      this.isSending = false;
    }
  }

  /** Repeats what fails with an error that passes; every other error is the caller's. */
  private async retrying<Result>(action: () => Promise<Result>): Promise<Result> {
    const { account, state, backOff } = this.record;
    for (;;) {
      try {
        await this.tools.gate.untilRested(this.askedKeys(), this.signal);
        const result = await action();
        backOff.succeeded();
        // Also of an error that another process met, and died of.
        await state.recovered();
        return result;
      } catch (error) {
        this.signal.throwIfAborted();
        if (!(error instanceof MailError) || error.class === 'needs-a-person') throw error;
        this.logger.warn(`Account ${account.id}: ${error.code}, tried again later${error.serverCode ? ` (${error.serverCode})` : ''}`);
        await state.failed(error);
        await this.restAsAsked(error);
        await backOff.pause(error, this.signal);
      }
    }
  }

  /** Exchange budgets each login, whichever mailboxes it opens; a server that is down or overloaded concerns all of them. */
  private askedKeys(): [server: string, login: string] {
    const { providerId, login } = this.record.account;
    return [providerId, `${providerId}:${login.toLowerCase()}`];
  }

  /** All processes leave the server alone for as long as it has asked one of them to. */
  private async restAsAsked({ code, retryAfterMs }: MailError): Promise<void> {
    if (retryAfterMs === null) return;
    const [server, login] = this.askedKeys();
    await this.tools.gate.rest(code === 'throttled' ? login : server, retryAfterMs);
  }
}
