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
import type { EwsClient } from '../client/ews-client';
import { createItem } from '../operations/create-item';
import type { ExchangeFolder } from '../operations/exchange-folder';
import { findItem } from '../operations/find-item';
import { findNewestItems } from '../operations/find-newest-items';
import { getFolder } from '../operations/get-folder';
import { syncFolderItems } from '../operations/sync-folder-items';
import { updateItem } from '../operations/update-item';
import type { FolderRef } from '../wire/request-builder';
import { FolderReader } from './folder-reader';
import { identifyMailbox } from './identify-mailbox';
import { MessageFetcher } from './message-fetcher';

const maxUpdates = 100;

/** One mailbox of an Exchange server. Keeps no connection of its own, so that thousands may be open. */
export class ExchangeSession implements MailboxSession {
  private readonly folderReader: FolderReader;
  private readonly fetcher: MessageFetcher;

  constructor(private readonly client: EwsClient) {
    this.folderReader = new FolderReader(client);
    this.fetcher = new MessageFetcher(client);
  }

  identify(options?: Cancellable): Promise<MailboxIdentity> {
    return identifyMailbox(this.client, options);
  }

  folders(cursor: Cursor | null, options?: Cancellable): AsyncIterable<ChangePage<FolderChange>> {
    return this.folderReader.pages(cursor, options);
  }

  async *changes(folderRemoteId: string, cursor: Cursor | null, options?: Cancellable): AsyncGenerator<ChangePage<MessageChange>> {
    for (let syncState = cursor; ;) {
      const page = await syncFolderItems(this.client, folderRemoteId, syncState, options);
      yield { changes: page.changes, cursor: page.syncState, hasMore: !page.isLast };
      if (page.isLast) return;
      syncState = page.syncState;
    }
  }

  newest(folderRemoteId: string, count: number, options?: Cancellable): Promise<MessageUpsert[]> {
    return findNewestItems(this.client, folderRemoteId, count, options);
  }

  fetch(refs: readonly MessageRef[], sink: MessageSink, options?: Cancellable): Promise<void> {
    return this.fetcher.fetch(refs, sink, options);
  }

  send(mime: Buffer, options?: Cancellable): Promise<void> {
    return createItem(this.client, mime, options);
  }

  wasSent(internetMessageId: string, options?: Cancellable): Promise<boolean> {
    return findItem(this.client, [{ distinguished: 'sentitems' }, { distinguished: 'outbox' }], `<${internetMessageId}>`, options);
  }

  async setRead(refs: readonly MessageRef[], isRead: boolean, options?: Cancellable): Promise<MessageRef[]> {
    const gone: MessageRef[] = [];
    for (let start = 0; start < refs.length; start += maxUpdates) {
      gone.push(...(await updateItem(this.client, refs.slice(start, start + maxUpdates), isRead, options)));
    }
    return gone;
  }

  async counts(folderRemoteId: string, options?: Cancellable): Promise<FolderCounts> {
    const { totalCount, unreadCount } = await this.folder({ id: folderRemoteId }, options);
    return { messageCount: totalCount, unreadCount };
  }

  /** Connections belong to the server, which other mailboxes go on using. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private async folder(ref: FolderRef, options?: Cancellable): Promise<ExchangeFolder> {
    const [folder] = await getFolder(this.client, [ref], options);
    if (folder === undefined) throw new MailError('protocol-error', { message: 'The mail server did not answer for the folder.' });
    if (folder instanceof MailError) throw folder;
    return folder;
  }
}
