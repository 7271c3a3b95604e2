import { type MailboxTarget, type MailboxWatcher, SharedClock, type WatchEvent } from '@mailroom/mail-adapter';
import type { EwsClient, SharedAffinity } from '../client/ews-client';
import type { ServerState } from '../client/server-state';
import { EventQueue } from './event-queue';
import { MailboxLocations } from './mailbox-locations';
import { FolderPolls, type PollTimes } from './folder-polls';
import { ServerLimits } from './server-limits';
import { StreamGroups } from './stream-groups';
import { Watch } from './watch';
import type { WatcherTools } from './watcher-tools';

/** How a watcher speaks with servers. */
export interface WatcherAccess {
  serverOf(target: MailboxTarget): ServerState;
  client(target: MailboxTarget, affinity?: SharedAffinity): EwsClient;
}

/**
 * Watches mailboxes by streaming notifications, with a question from time to time behind them, and by questions alone
 * where nothing is streamed.
 */
export class ExchangeWatcher implements MailboxWatcher {
  private readonly queue = new EventQueue();
  private readonly watches = new Map<string, Watch>();
  private readonly limits = new Map<ServerState, ServerLimits>();
  private readonly running = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private readonly clock = new SharedClock();
  private readonly polls: FolderPolls;
  private readonly groups: StreamGroups;
  private readonly locations: MailboxLocations;

  constructor(
    private readonly access: WatcherAccess,
    times: PollTimes,
  ) {
    const tools = this.tools();
    this.groups = new StreamGroups(tools);
    this.locations = new MailboxLocations(tools, (watch, location) => this.groups.place(watch, location));
    this.polls = new FolderPolls(tools, times);
  }

  get events(): AsyncIterable<WatchEvent> {
    return this.queue;
  }

  add(target: MailboxTarget): void {
    this.remove(target.accountId);
    const server = this.access.serverOf(target);
    // Thousands of mailboxes of a server hold its settings once.
    const watch = new Watch({ ...target, server: server.settings }, server, this.clock, this.queue);
    this.watches.set(target.accountId, watch);
    // A delegate is refused subscriptions to another's mailbox.
    if (target.access === 'delegate') this.polls.begin(watch);
    else this.place(watch);
  }

  remove(accountId: string): void {
    const watch = this.watches.get(accountId);
    if (!watch) return;
    this.watches.delete(accountId);
    watch.end();
    this.polls.end(watch);
    watch.group?.leave(watch);
  }

  async close(): Promise<void> {
    for (const accountId of [...this.watches.keys()]) this.remove(accountId);
    this.clock.forget(this.locations);
    this.closing.abort(new Error('The watcher was closed.'));
    this.queue.end();
    await Promise.all(this.running);
  }

  private place(watch: Watch): void {
    if (watch.target.access === 'impersonation') this.locations.find(watch);
    else this.groups.place(watch, '');
  }

  private tools(): WatcherTools {
    const { clock, closing } = this;
    const polls = (): FolderPolls => this.polls;
    return {
      clock,
      closing: closing.signal,
      get isClosing() {
        return closing.signal.aborted;
      },
      get polls() {
        return polls();
      },
      client: ({ target }, affinity, asItself) => this.access.client(asItself ? { ...target, access: 'owner' } : target, affinity),
      limitsOf: (server) => this.limitsOf(server),
      place: (watch) => this.place(watch),
      background: (work) => {
        const run = work.finally(() => this.running.delete(run));
        this.running.add(run);
      },
    };
  }

  private limitsOf(server: ServerState): ServerLimits {
    const known = this.limits.get(server) ?? new ServerLimits();
    this.limits.set(server, known);
    return known;
  }
}
