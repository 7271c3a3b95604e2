import { on } from 'node:events';
import { EventEmitter } from 'node:events';
import type { MailboxTarget, MailboxWatcher, WatchEvent } from '@mailroom/mail-adapter';

/** Watches the server in memory for every account that was added. */
export class MemoryWatcher implements MailboxWatcher {
  private readonly emitter = new EventEmitter();
  private readonly closing = new AbortController();
  private readonly accounts = new Set<string>();
  readonly events = this.read(on(this.emitter, 'event', { signal: this.closing.signal }));

  add({ accountId }: MailboxTarget): void {
    this.accounts.add(accountId);
    this.emitter.emit('event', { kind: 'watching', accountId } satisfies WatchEvent);
  }

  remove(accountId: string): void {
    this.accounts.delete(accountId);
  }

  changed(folderRemoteId: string | null): void {
    for (const accountId of this.accounts) this.emitter.emit('event', { kind: 'changed', accountId, folderRemoteId } satisfies WatchEvent);
  }

  close(): Promise<void> {
    this.closing.abort();
    return Promise.resolve();
  }

  private async *read(events: AsyncIterable<unknown>): AsyncGenerator<WatchEvent> {
    try {
      for await (const [event] of events as AsyncIterable<[WatchEvent]>) yield event;
    } catch (error) {
      if (!this.closing.signal.aborted) throw error;
    }
  }
}
