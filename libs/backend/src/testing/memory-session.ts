import {
  type Cancellable,
  type ChangePage,
  type Cursor,
  type FolderChange,
  type FolderCounts,
  MailError,
  type MailboxIdentity,
  type MailboxSession,
  type MessageChange,
  type MessageRef,
  type MessageSink,
  type MessageUpsert,
} from '@mailroom/mail-adapter';
import type { MemoryMailServer } from './memory-mail-server';

/** A session with the server in memory. */
export class MemorySession implements MailboxSession {
  constructor(private readonly server: MemoryMailServer) {}

  async identify(): Promise<MailboxIdentity> {
    await this.enter('identify');
    return { emailAddress: 'anna@example.com', displayName: 'Anna', serverVersion: 'Memory 1' };
  }

  async *folders(cursor: Cursor | null): AsyncGenerator<ChangePage<FolderChange>> {
    await this.enter('folders');
    yield this.server.folderPage(cursor);
  }

  async *changes(folderId: string, from: Cursor | null, { signal }: Cancellable = {}): AsyncGenerator<ChangePage<MessageChange>> {
    let cursor = from;
    for (;;) {
      await this.enter('changes');
      signal?.throwIfAborted();
      const page = this.server.messagePage(folderId, cursor);
      yield page;
      if (!page.hasMore) return;
      cursor = page.cursor;
    }
  }

  async fetch(refs: readonly MessageRef[], sink: MessageSink, { signal }: Cancellable = {}): Promise<void> {
    for (const ref of refs) {
      await this.enter('fetch');
      signal?.throwIfAborted();
      const item = [...this.server.folders.values()].map(({ items }) => items.get(ref.remoteId)).find((found) => found);
      if (!item || this.server.hidden.has(ref.remoteId)) await sink.failed(ref, new MailError('item-not-found'));
      else if (item.raw.toString().startsWith('unreadable')) await sink.failed(ref, new MailError('item-unreadable'));
      else {
        this.server.fetched.push(ref.remoteId);
        await sink.message(ref, item.raw);
      }
    }
  }

  async send(mime: Buffer, { signal }: Cancellable = {}): Promise<void> {
    await this.enter('send');
    if (signal) await this.server.untilTaken(signal);
    this.server.sent.push(mime);
    this.server.deliver('sent', mime, { isRead: true });
    await this.enter('sent');
  }

  async wasSent(internetMessageId: string): Promise<boolean> {
    await this.enter('wasSent');
    return this.server.sent.some((mime) => mime.includes(`<${internetMessageId}>`));
  }

  async newest(folderId: string, count: number): Promise<MessageUpsert[]> {
    await this.enter('newest');
    return this.server.folder(folderId).newest(count);
  }

  async setRead(refs: readonly MessageRef[], isRead: boolean): Promise<MessageRef[]> {
    await this.enter('setRead');
    for (const { remoteId } of refs) {
      for (const [folderId, { items }] of this.server.folders) if (items.has(remoteId)) this.server.markRead(remoteId, folderId, isRead);
    }
    return refs.filter(({ remoteId }) => this.server.isRead(remoteId) === undefined);
  }

  async counts(folderId: string): Promise<FolderCounts> {
    await this.enter('counts');
    return this.server.folder(folderId).remote();
  }

  close(): Promise<void> {
    this.server.left();
    return Promise.resolve();
  }

  private enter(operation: Parameters<MemoryMailServer['enter']>[0]): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve)).then(() => {
      this.server.enter(operation);
    });
  }
}
