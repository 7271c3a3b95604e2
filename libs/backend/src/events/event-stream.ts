import type { EmailListItem, MailEvent } from '@mailroom/contract';
import type { AccountEntity } from '../accounts/account.entity';
import { accountError } from '../accounts/account-view';
import type { HostUser } from '../host-bridge';
import { Mutex } from '../sync/mutex';
import type { EventHub } from './event-hub';
import type { OutboxRepository } from './outbox-repository';

/** Where a stream's events go. */
export interface EventSink {
  /** @param id only of facts, which a reconnecting browser resumes after */
  event(type: string, data: string, id?: number): Promise<void> | void;
  /** Where the stream begins: a browser that is cut off before the first fact comes back to here. */
  position(id: number): void;
  keepAlive(): void;
}

/** What a stream reads. */
export interface EventSources {
  hub: EventHub;
  outbox: OutboxRepository;
  /** With their providers. */
  accounts(ownerId: string): Promise<AccountEntity[]>;
  status(account: AccountEntity): Promise<MailEvent & { type: 'sync.progress' }>;
  withContacts(user: HostUser, item: EmailListItem): Promise<EmailListItem>;
}

/** Other processes' events and states are looked for so often; this process's are heard of at once. */
const lookEveryMs = 3_000;
const keepAliveEveryMs = 15_000;
/** States are sent so often at most. */
const statesEveryMs = 500;
const pageSize = 100;

/**
 * One browser's event stream. Facts are read from the outbox in their order, so nothing is missed between the last
 * event that the browser got and the present; states (`account.status`, `sync.progress`) are read fresh whenever
 * something has changed, and sent when they differ from what was sent.
 */
export class EventStream {
  private readonly work = new Mutex();
  private readonly sentStates = new Map<string, string>();
  /** Accounts that the browser was told of. */
  private known = new Set<string>();
  private readonly timers: NodeJS.Timeout[] = [];
  private statesTimer: NodeJS.Timeout | null = null;
  private unsubscribe = (): void => undefined;
  private isClosed = false;
  private isReadQueued = false;
  private position = 0;

  constructor(
    private readonly user: HostUser,
    private readonly sources: EventSources,
    private readonly sink: EventSink,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** @param lastPosition of the last fact that the browser has; `null` for a browser that comes anew */
  async open(lastPosition: number | null): Promise<void> {
    this.unsubscribe = this.sources.hub.subscribe(this.user.id, () => {
      this.look();
    });
    const newest = await this.sources.outbox.newest(this.user.id);
    this.position = Math.min(lastPosition ?? newest, newest);
    if (this.isClosed) return;
    this.sink.position(this.position);
    const every = (ms: number, action: () => void) => this.timers.push(setInterval(action, ms).unref());
    every(lookEveryMs, () => {
      this.look();
    });
    every(keepAliveEveryMs, () => {
      this.sink.keepAlive();
    });
    await this.sendStates();
    this.look();
  }

  close(): void {
    this.isClosed = true;
    this.unsubscribe();
    for (const timer of this.timers) clearInterval(timer);
    if (this.statesTimer) clearTimeout(this.statesTimer);
  }

  /** Facts are read at once; states a little later, together with those that change meanwhile. */
  private look(): void {
    if (!this.isReadQueued) {
      this.isReadQueued = true;
      this.run(() => this.sendFacts());
    }
    this.statesTimer ??= setTimeout(() => {
      this.statesTimer = null;
      this.run(() => this.sendStates());
    }, statesEveryMs).unref();
  }

  private run(action: () => Promise<void>): void {
    this.work.run(action).catch((error: unknown) => {
      if (!this.isClosed) this.failed(error);
    });
  }

  private async sendFacts(): Promise<void> {
    this.isReadQueued = false;
    for (;;) {
      if (this.isClosed) return;
      const events = await this.sources.outbox.after(this.user.id, this.position, pageSize);
      for (const { position, type, payload } of events) {
        await this.sink.event(type, type === 'email.received' ? await this.withContacts(payload) : payload, position);
        this.position = position;
      }
      if (events.length < pageSize) return;
    }
  }

  private async sendStates(): Promise<void> {
    const accounts = await this.sources.accounts(this.user.id);
    await this.sendRemovals(accounts);
    for (const account of accounts) {
      if (this.isClosed) return;
      const { id: accountId, phase, provider } = account;
      const switches = { receive: provider?.receive ?? false, send: provider?.send ?? false };
      await this.sendState({ type: 'account.status', accountId, phase, lastError: accountError(account), ...switches });
      await this.sendState(await this.sources.status(account));
    }
  }

  private async sendRemovals(accounts: readonly AccountEntity[]): Promise<void> {
    const present = new Set(accounts.map(({ id }) => id));
    for (const accountId of this.known) if (!present.has(accountId)) await this.sendState({ type: 'account.removed', accountId });
    this.known = present;
  }

  private async sendState(event: MailEvent): Promise<void> {
    const key = `${event.type}:${event.accountId}`;
    const data = JSON.stringify(event);
    if (this.sentStates.get(key) === data) return;
    this.sentStates.set(key, data);
    await this.sink.event(event.type, data);
  }

  private async withContacts(payload: string): Promise<string> {
    const event = JSON.parse(payload) as MailEvent & { type: 'email.received' };
    return JSON.stringify({ ...event, email: await this.sources.withContacts(this.user, event.email) });
  }
}
