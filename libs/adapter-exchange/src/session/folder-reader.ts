import type { FolderRole } from '@mailroom/contract';
import { type Cancellable, type ChangePage, type Cursor, type FolderChange, MailError, type RemoteFolder } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { type ExchangeFolder, holdsMail } from '../operations/exchange-folder';
import { getFolder } from '../operations/get-folder';
import { syncFolderHierarchy } from '../operations/sync-folder-hierarchy';
import type { DistinguishedFolder } from '../wire/request-builder';

const roles = new Map<string, FolderRole>([
  ['inbox', 'inbox'],
  ['sentitems', 'sent'],
  ['drafts', 'drafts'],
  ['deleteditems', 'trash'],
  ['junkemail', 'junk'],
  ['outbox', 'outbox'],
]);
const names: readonly DistinguishedFolder[] = ['msgfolderroot', 'inbox', 'sentitems', 'drafts', 'deleteditems', 'junkemail', 'outbox'];

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
    const folders = await getFolder(
      this.client,
      names.map((distinguished) => ({ distinguished })),
      options,
    );
    const known = { rootId: null as string | null, roles: new Map<string, FolderRole>() };
    for (const [index, folder] of folders.entries()) {
      if (folder instanceof MailError) {
        if (folder.class === 'retry-later') throw folder;
        continue;
      }
      const name = folder.distinguished ?? names[index] ?? '';
      const role = roles.get(name);
      if (role) known.roles.set(folder.id, role);
      if (name === 'msgfolderroot') known.rootId = folder.id;
    }
    return known;
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
