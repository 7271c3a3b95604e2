import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PolicyFolders } from '@mailroom/contract';
import { type Cursor, MailError, type MailboxSession, type RemoteFolder } from '@mailroom/mail-adapter';
import { DataSource } from 'typeorm';
import { FolderEntity } from '../folders/folder.entity';
import { placeFolders, type TreePlace } from '../folders/folder-tree';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { newId } from '../store/id';
import { remoteKey } from '../store/remote-key';
import { deleteFrom, insertInto, update } from '../store/statements';
import { DEPARTED_KEPT_MS } from './ingest-transaction';
import { fence, type Lease } from './lease-repository';

/** What a hierarchy's changes mean for the mailbox's messages. */
export interface HierarchyResult {
  folders: FolderEntity[];
  cursor: Cursor | null;
  /** Folders that are gone: their messages depart before the folders are forgotten by `forget`. */
  gone: FolderEntity[];
}

interface ReadFolders {
  upserted: Map<string, RemoteFolder>;
  removed: Set<string>;
  cursor: Cursor | null;
  /** Whether every folder was told of, not only what has changed. */
  isComplete: boolean;
}

/** Keeps `mail_folder` like the server's folders. */
@Injectable()
export class FolderHierarchy {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
  ) {}

  /**
   * Reads the changes since `cursor` and stores folders that are new or different; the new cursor is not stored yet.
   * @param chosen the folders that may be imported, where the organisation says so
   */
  async update(
    lease: Lease,
    session: MailboxSession,
    cursor: Cursor | null,
    signal: AbortSignal,
    chosen: PolicyFolders | null = null,
  ): Promise<HierarchyResult> {
    const stored = await this.stored(lease.accountId);
    const read = await this.read(session, cursor, signal);
    const known = new Map(stored.map((folder) => [folder.remoteId, folder]));
    const gone = stored.filter(({ remoteId }) => read.removed.has(remoteId) || (read.isComplete && !read.upserted.has(remoteId)));
    const remoteIdOf = new Map(stored.map(({ id, remoteId }) => [id, remoteId]));
    const tree = new Map(
      stored
        .filter((folder) => !gone.includes(folder))
        .map(({ remoteId, parentId, name, role }) => [
          remoteId,
          { remoteId, parentRemoteId: parentId === null ? null : (remoteIdOf.get(parentId) ?? null), name, role },
        ]),
    );
    const before = placeFolders([...tree.values()], chosen);
    for (const folder of read.upserted.values()) if (folder.holdsMail) tree.set(folder.remoteId, folder);
    const after = placeFolders([...tree.values()], chosen);
    const ids = new Map([...tree.keys()].map((remoteId) => [remoteId, known.get(remoteId)?.id ?? newId()]));
    const statements = [...tree.values()].flatMap((folder): Statement[] => {
      const place = after.get(folder.remoteId);
      if (!place) return [];
      const columns = {
        parent_id: folder.parentRemoteId === null ? null : (ids.get(folder.parentRemoteId) ?? null),
        name: folder.name.slice(0, 255),
        path: place.path,
        role: folder.role,
        ...serverCount(read.upserted.get(folder.remoteId)),
      };
      const row = known.get(folder.remoteId);
      if (!row)
        return insertInto('mail_folder', [
          { ...newFolder(lease.accountId, folder.remoteId), id: ids.get(folder.remoteId), ...columns, selected: place.isImportedByDefault },
        ]);
      if (!read.upserted.has(folder.remoteId) && row.path === place.path) return [];
      return [
        update(
          'mail_folder',
          { column: 'id', value: row.id },
          { ...columns, ...crossing(before.get(folder.remoteId), place, row.newsSince) },
        ),
      ];
    });
    await this.writer.write([fence(lease, Date.now()), ...statements]);
    return {
      folders: (await this.stored(lease.accountId)).filter(({ id }) => !gone.some((folder) => folder.id === id)),
      cursor: read.cursor,
      gone,
    };
  }

  /** Stores where the hierarchy stands, and forgets the folders that are gone. */
  async finish(lease: Lease, { cursor, gone }: HierarchyResult): Promise<void> {
    const ids = gone.map(({ id }) => id);
    await this.writer.write([
      fence(lease, Date.now()),
      ...deleteFrom('mail_skipped', 'folder_id', ids),
      ...deleteFrom('mail_folder', 'id', ids),
      update('mail_account', { column: 'id', value: lease.accountId }, { folder_cursor: cursor }),
    ]);
  }

  /** The folder's size on the server, as it was just told. */
  async setServerCount(lease: Lease, folderId: string, messageCount: number): Promise<void> {
    await this.writer.write([
      fence(lease, Date.now()),
      update('mail_folder', { column: 'id', value: folderId }, { server_count: messageCount }),
    ]);
  }

  /** Whether the folder's books do not add up, as after a crash before it was counted. */
  async isUnbalanced(folderId: string): Promise<boolean> {
    const folder = await this.dataSource.getRepository(FolderEntity).findOneBy({ id: folderId });
    return folder !== null && folder.serverCount !== folder.messageCount + folder.skippedCount;
  }

  /** The account's folders as they were last read. */
  stored(accountId: string): Promise<FolderEntity[]> {
    return this.dataSource.getRepository(FolderEntity).findBy({ accountId });
  }

  private async read(session: MailboxSession, from: Cursor | null, signal: AbortSignal): Promise<ReadFolders> {
    const upserted = new Map<string, RemoteFolder>();
    const removed = new Set<string>();
    let cursor = from;
    try {
      for await (const page of session.folders(from, { signal })) {
        for (const change of page.changes) {
          if (change.kind === 'remove') {
            removed.add(change.remoteId);
            upserted.delete(change.remoteId);
          } else {
            upserted.set(change.folder.remoteId, change.folder);
            removed.delete(change.folder.remoteId);
          }
        }
        cursor = page.cursor;
      }
    } catch (error) {
      if (from === null || !(error instanceof MailError) || error.code !== 'cursor-invalid') throw error;
      return this.read(session, null, signal);
    }
    return { upserted, removed, cursor, isComplete: from === null };
  }
}

/**
 * A choice of folders stays, except when a folder is thrown away or taken back. Of what came to one while it was away is still to be told;
 * of what came before, its departed messages tell for as long as they are kept.
 */
function crossing(
  before: TreePlace | undefined,
  after: TreePlace,
  newsSince: number | null,
): { selected?: boolean; keeps_emails?: boolean; news_since?: number } {
  if (!before || before.isImportedByDefault === after.isImportedByDefault) return {};
  const news = Math.max(newsSince ?? 0, Date.now() - DEPARTED_KEPT_MS);
  return { selected: after.isImportedByDefault, keeps_emails: false, ...(after.isImportedByDefault && { news_since: news }) };
}

function serverCount(folder: RemoteFolder | undefined): { server_count?: number } {
  return folder ? { server_count: folder.messageCount } : {};
}

function newFolder(accountId: string, remoteId: string) {
  return {
    account_id: accountId,
    remote_key: remoteKey(accountId, remoteId),
    remote_id: remoteId,
    message_count: 0,
    unread_count: 0,
    skipped_count: 0,
  };
}
