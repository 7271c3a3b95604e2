import { MailError, type Sleeper } from '@mailroom/mail-adapter';
import type { EwsClient, SharedAffinity } from '../client/ews-client';
import type { StreamNews } from '../operations/get-streaming-events';
import { CookieJar } from '../transport/cookie-jar';
import { EventStream } from './event-stream';
import { concernsLogin, isRefusedConnection, isRefusedSubscription } from './stream-refusals';
import { SubscriptionDesk } from './subscription-desk';
import type { Watch } from './watch';
import type { WatcherTools } from './watcher-tools';

/** So many subscribed connections in a row that bring nothing, not even a sign of life, will not be followed by one that does. */
const maxSilent = 2;

/** What is lost again within this time, in milliseconds, is not subscribed anew without a pause. */
const settledMs = 60_000;

const secondMs = 1_000;

/**
 * Mailboxes whose subscriptions one hanging connection reads: of one login, at one server, led to one of its back ends.
 *
 *   join ──► subscribe ──► `watching` ──► the stream ──(its time is over)──► the stream, with the same subscriptions
 *             ▲      └─ (fails) its own pause, or asked in turn; nobody else notices
 *             ├── one subscription is lost: that one anew, without the old watermark; the sync after `watching` catches up
 *             └── the connection breaks: `interrupted`, a pause, the stream again, `watching`
 *
 * When others have joined, a second connection is opened with all subscriptions, and the server takes them from the first:
 * nothing falls in between.
 */
export class StreamGroup implements Sleeper {
  readonly members = new Set<Watch>();
  private readonly subscribed = new Map<string, Watch>();
  private readonly desk: SubscriptionDesk;
  private affinity: SharedAffinity = { cookies: new CookieJar(), anchorMailbox: '' };
  private stream: EventStream | null = null;
  private isPausing = false;
  /** After a break, what is subscribed must be caught up with when the stream is there again. */
  private isBroken = false;
  private silent = 0;
  /** Whether the server wants the connection opened in the name of no mailbox. */
  private opensAsItself = false;

  constructor(
    private readonly tools: WatcherTools,
    /** Whether others may join: the login impersonates. */
    readonly isShared: boolean,
  ) {
    this.desk = new SubscriptionDesk(tools, {
      clientFor: (watch) => this.clientFor(watch),
      gather: (waiting) => this.gather(waiting),
      subscribed: (watch, id) => this.enter(watch, id),
      failed: (watch, error) => this.refuse(watch, error),
      idle: () => this.open(),
    });
  }

  get hasEnded(): boolean {
    return this.members.size === 0;
  }

  /** The pause is over. */
  ring(): void {
    this.isPausing = false;
    this.open();
  }

  readonly join = (watch: Watch): void => {
    watch.group = this;
    this.members.add(watch);
    this.desk.add(watch);
  };

  /** The mailbox is watched no more, or in another way. */
  leave(watch: Watch): void {
    if (!this.members.delete(watch)) return;
    watch.group = null;
    this.desk.remove(watch);
    const id = this.exit(watch);
    if (id !== null) this.desk.end(watch, id);
    if (!this.hasEnded) return;
    this.stream?.end();
    this.tools.clock.forget(this);
  }

  private clientFor(watch: Watch): EwsClient {
    return this.tools.client(watch, this.affinity);
  }

  /** Who subscribes first leads the others to a back end: the first by alphabet, as Microsoft has it. */
  private gather(waiting: readonly Watch[]): readonly Watch[] {
    if (this.subscribed.size > 0) return waiting;
    const [anchor] = waiting.toSorted((a, b) => (a.target.mailboxAddress < b.target.mailboxAddress ? -1 : 1));
    if (!anchor) return [];
    // The back end that had the others may be gone.
    this.affinity = { cookies: new CookieJar(), anchorMailbox: anchor.target.mailboxAddress };
    return [anchor];
  }

  private enter(watch: Watch, id: string): void {
    watch.subscriptionId = id;
    this.subscribed.set(id, watch);
    watch.watching();
    this.tools.polls.standBehind(watch);
  }

  private exit(watch: Watch): string | null {
    const id = watch.subscriptionId;
    if (id !== null) this.subscribed.delete(id);
    watch.subscriptionId = null;
    return id;
  }

  private refuse(watch: Watch, error: MailError): void {
    if (isRefusedSubscription(error)) return this.ask(watch);
    watch.interrupted(error);
    if (error.class !== 'needs-a-person') watch.sleep(watch.pauseAfter(error), this.join);
    else if (concernsLogin(error)) this.giveUp([...this.members], error, watch);
    else this.leave(watch);
  }

  private giveUp(watches: readonly Watch[], error: MailError, told?: Watch): void {
    for (const watch of watches) {
      if (watch !== told) watch.interrupted(error);
      this.leave(watch);
    }
  }

  private ask(watch: Watch): void {
    this.leave(watch);
    this.tools.polls.inPlaceOfStream(watch);
  }

  /** Opens a connection with all that is subscribed; one that is open already is read to its end. */
  private open(): void {
    if (this.isPausing || this.subscribed.size === 0 || this.tools.isClosing) return;
    const former = this.stream;
    const stream = new EventStream(this.tools.clock);
    this.stream = stream;
    this.tools.background(this.follow(stream, former));
  }

  private async follow(stream: EventStream, former: EventStream | null): Promise<void> {
    const anchor = this.anchor();
    if (!anchor) return;
    const client = this.tools.client(anchor, this.affinity, this.opensAsItself);
    let isOpen = false;
    try {
      await stream.read(client, [...this.subscribed.keys()], (news) => {
        if (!isOpen && !news.lost) {
          isOpen = true;
          former?.retire();
          this.resume();
        }
        this.hear(stream, news);
      });
      if (this.stream !== stream) return;
      this.stream = null;
      if (stream.hasSpoken) this.silent = 0;
      this.open();
    } catch (cause) {
      if (this.stream !== stream || this.hasEnded || this.tools.isClosing) return;
      this.stream = null;
      former?.end();
      const error = cause instanceof MailError ? cause : new MailError('protocol-error', { cause });
      // Two connections at a time may be one too many: the next is opened when the first is gone.
      if (former && error.serverCode === 'ErrorExceededConnectionCount') this.pause(secondMs);
      else this.recover(stream, error);
    }
  }

  private anchor(): Watch | undefined {
    const watches = [...this.subscribed.values()];
    return watches.find(({ target }) => target.mailboxAddress === this.affinity.anchorMailbox) ?? watches[0];
  }

  private resume(): void {
    if (!this.isBroken) return;
    this.isBroken = false;
    for (const watch of this.subscribed.values()) watch.watching();
  }

  private hear(stream: EventStream, { changes, lost }: StreamNews): void {
    for (const [id, folders] of changes) for (const folder of folders) this.subscribed.get(id)?.changed(folder);
    if (!lost) return;
    const { error, subscriptionIds } = lost;
    const isTakenOver = error.serverCode === 'ErrorNewEventStreamConnectionOpened' && this.stream !== stream;
    if (isTakenOver) return;
    if (error.code !== 'subscription-lost') throw error;
    const named = subscriptionIds.map((id) => this.subscribed.get(id)).filter((watch) => watch !== undefined);
    const watches = subscriptionIds.length === 0 ? [...this.subscribed.values()] : named;
    for (const watch of watches) this.exit(watch);
    const isHopeless = !stream.hasSpoken && this.subscribed.size === 0 && ++this.silent >= maxSilent;
    for (const watch of watches) {
      if (isHopeless) this.ask(watch);
      else this.lose(watch, error);
    }
  }

  private lose(watch: Watch, error: MailError): void {
    const now = performance.now();
    const again = now - watch.lostAt < settledMs;
    watch.lostAt = now;
    if (!again) return this.desk.add(watch);
    watch.interrupted(error);
    watch.sleep(watch.pauseAfter(error), this.join);
  }

  private recover(stream: EventStream, error: MailError): void {
    const watches = [...this.subscribed.values()];
    this.silent = stream.hasSpoken ? 0 : this.silent + 1;
    const isAboutImpersonation = this.isShared && !this.opensAsItself && error.serverCode === 'ErrorSubscriptionAccessDenied';
    if (isAboutImpersonation) {
      this.opensAsItself = true;
      return this.open();
    }
    if (isRefusedConnection(error)) return this.overflow(watches, error);
    if (error.class === 'needs-a-person') {
      // What is wrong with the mailbox in whose name the connection is opened is nothing to the others.
      const anchor = this.anchor();
      this.giveUp(concernsLogin(error) || !anchor ? [...this.members] : [anchor], error);
      return this.open();
    }
    if (this.silent >= maxSilent) return watches.forEach((watch) => this.ask(watch));
    for (const watch of watches) watch.interrupted(error);
    if (watches[0]) this.pause(watches[0].pauseAfter(error));
  }

  private pause(forMs: number): void {
    this.isBroken = true;
    this.isPausing = true;
    this.tools.clock.wake(this, forMs);
  }

  /** The server reads fewer subscriptions a connection, or allows fewer connections. */
  private overflow(watches: readonly Watch[], error: MailError): void {
    const isTooMany = error.serverCode === 'ErrorExceededSubscriptionCount' && watches.length > 1;
    const [first] = watches;
    if (!isTooMany || !first) return watches.forEach((watch) => this.ask(watch));
    const limits = this.tools.limitsOf(first.server);
    limits.refused(watches.length);
    for (const watch of watches.slice(limits.subscriptionsPerConnection)) {
      this.leave(watch);
      this.tools.place(watch);
    }
    this.open();
  }
}
