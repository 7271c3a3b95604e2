import type { MailboxTarget, MailboxWatcher, WatchEvent } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { EventQueue } from './event-queue';
import { MailboxWatch } from './mailbox-watch';

/** Watches mailboxes by streaming notifications, one hanging connection each, and by asking where there are none. */
export class ExchangeWatcher implements MailboxWatcher {
  private readonly queue = new EventQueue();
  private readonly watches = new Map<string, MailboxWatch>();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly open: (target: MailboxTarget) => EwsClient,
    private readonly pollMs: number,
  ) {}

  get events(): AsyncIterable<WatchEvent> {
    return this.queue;
  }

  add(target: MailboxTarget): void {
    this.remove(target.accountId);
    const emit = (event: WatchEvent): void => {
      if (this.watches.get(target.accountId) === watch) this.queue.push(event);
    };
    const watch: MailboxWatch = new MailboxWatch(target.accountId, this.open(target), this.pollMs, emit);
    this.watches.set(target.accountId, watch);
    const run = watch.run().finally(() => this.running.delete(run));
    this.running.add(run);
  }

  remove(accountId: string): void {
    this.watches.get(accountId)?.stop();
    this.watches.delete(accountId);
  }

  async close(): Promise<void> {
    for (const accountId of [...this.watches.keys()]) this.remove(accountId);
    this.queue.end();
    await Promise.all(this.running);
  }
}
