import type { FolderRole } from '@mailroom/contract';
import { type Cancellable, type ChangePage, type Cursor, type FolderChange, MailError, type RemoteFolder } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { type ExchangeFolder, holdsMail } from '../operations/exchange-folder';
import { getFolder } from '../operations/get-folder';
import { syncFolderHierarchy } from '../operations/sync-folder-hierarchy';
import type { DistinguishedFolder } from '../wire/request-builder';

const roles = [
  ['inbox', 'inbox'],
  ['sentitems', 'sent'],
  ['drafts', 'drafts'],
  ['deleteditems', 'trash'],
  ['junkemail', 'junk'],
  ['outbox', 'outbox'],
] as const satisfies [DistinguishedFolder, FolderRole][];

interface KnownFolders {
  rootId: string | null;
  roles: ReadonlyMap<string, FolderRole>;
}

/** Reads a mailbox's folders. What each is for is asked by its distinguished name, since display names are translated. */
export class FolderReader {
  private known: KnownFolders | null = null;

  constructor(private readonly client: EwsClient) {}

  async *pages(cursor: Cursor | null, options?: Cancellable): AsyncGenerator<ChangePage<FolderChange>> {
    for (let syncState = cursor; ;) {
      const page = await syncFolderHierarchy(this.client, syncState, options);
      const known = page.changes.length > 0 ? await this.knownFolders(options) : null;
      const changes = page.changes.flatMap((change): FolderChange[] => {
        if (change.kind === 'remove') return [{ kind: 'remove', remoteId: change.id }];
        return known === null || isForNobody(change.folder) ? [] : [{ kind: 'upsert', folder: describe(change.folder, known) }];
      });
      yield { changes, cursor: page.syncState, hasMore: !page.isLast };
      if (page.isLast) return;
      syncState = page.syncState;
    }
  }

  private async knownFolders(options?: Cancellable): Promise<KnownFolders> {
    this.known ??= await this.readKnownFolders(options);
    return this.known;
  }

  /** A folder that the mailbox lacks, or that a delegate may not open, has no role; nothing else is wrong with that. */
  private async readKnownFolders(options?: Cancellable): Promise<KnownFolders> {
    const names: DistinguishedFolder[] = ['msgfolderroot', ...roles.map(([name]) => name)];
    const [root, ...folders] = await getFolder(
      this.client,
      names.map((distinguished) => ({ distinguished })),
      options,
    );
    const found = new Map<string, FolderRole>();
    for (const [index, [, role]] of roles.entries()) {
      const folder = folders[index];
      if (folder instanceof MailError && folder.class === 'retry-later') throw folder;
      if (folder && !(folder instanceof MailError)) found.set(folder.id, role);
    }
    return { rootId: root === undefined || root instanceof MailError ? null : root.id, roles: found };
  }
}

/** Hidden folders hold programs' settings, and search folders show messages of other folders once more. */
function isForNobody({ isHidden, isSearchFolder }: ExchangeFolder): boolean {
  return isHidden || isSearchFolder;
}

function describe(folder: ExchangeFolder, { rootId, roles: known }: KnownFolders): RemoteFolder {
  return {
    remoteId: folder.id,
    parentRemoteId: folder.parentId === '' || folder.parentId === rootId ? null : folder.parentId,
    name: folder.name,
    role: known.get(folder.id) ?? null,
    holdsMail: holdsMail(folder.folderClass),
    messageCount: folder.totalCount,
    unreadCount: folder.unreadCount,
  };
}
