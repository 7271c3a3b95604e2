import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { MailAdapter, MailboxTarget, MailboxWatcher, WatchEvent } from '@mailroom/mail-adapter';

type Listener = (event: WatchEvent) => void;

/** One watcher an adapter, for all mailboxes of this process; its events go to the mailbox that they are of. */
@Injectable()
export class MailboxWatchers implements OnApplicationShutdown {
  private readonly logger = new Logger(MailboxWatchers.name);
  private readonly watchers = new Map<MailAdapter, MailboxWatcher>();
  private readonly listeners = new Map<string, Listener>();

  /** @returns ends the watching */
  watch(adapter: MailAdapter, target: MailboxTarget, listener: Listener): () => void {
    const watcher = this.watcherOf(adapter);
    this.listeners.set(target.accountId, listener);
    watcher.add(target);
    return () => {
      if (this.listeners.get(target.accountId) !== listener) return;
      this.listeners.delete(target.accountId);
      watcher.remove(target.accountId);
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.watchers.values()].map((watcher) => watcher.close()));
  }

  private watcherOf(adapter: MailAdapter): MailboxWatcher {
    let watcher = this.watchers.get(adapter);
    if (!watcher) {
      watcher = adapter.watcher();
      this.watchers.set(adapter, watcher);
      this.deliver(watcher).catch((error: unknown) => {
        this.logger.error(`Watching ended; mailboxes are polled: ${String(error)}`);
        this.watchers.delete(adapter);
      });
    }
    return watcher;
  }

  private async deliver(watcher: MailboxWatcher): Promise<void> {
    for await (const event of watcher.events) this.listeners.get(event.accountId)?.(event);
  }
}
