import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AuditChange, Folder, FolderSelection } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import { AccountEntity, type ConnectedAccount } from '../accounts/account.entity';
import { accountSubject } from '../accounts/account-subject';
import { auditEntry } from '../audit/audit-entry';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { StaleWriteError } from '../store/atomic-writer';
import { update } from '../store/statements';
import { MessageRemover } from '../sync/message-remover';
import { Synchroniser } from '../sync/synchroniser';
import { FolderEntity } from './folder.entity';

/** Which folders of an account are imported. */
@Injectable()
export class FolderService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly remover: MessageRemover,
    private readonly synchroniser: Synchroniser,
  ) {}

  async list(accountId: string): Promise<Folder[]> {
    const folders = await this.dataSource.getRepository(FolderEntity).find({ where: { accountId }, order: { path: 'ASC' } });
    return folders.map(({ id, path, name, role, selected, parentId, messageCount, unreadCount }) => ({
      ...{ id, path, name, role, selected, parentId, messageCount, unreadCount },
    }));
  }

  /**
   * Chooses the folders that are imported. The messages of one that no longer is are removed from the CRM, and stay in
   * the mailbox; a folder that is chosen is imported from the start.
   */
  async select(actor: HostUser, account: ConnectedAccount, { items }: FolderSelection): Promise<void> {
    const accountId = account.id;
    const folders = new Map((await this.list(accountId)).map((folder) => [folder.id, folder]));
    const unknown = items.findIndex(({ id }) => !folders.has(id));
    if (unknown >= 0) {
      throw ProblemError.invalid({
        path: `items.${unknown}.id`,
        code: 'folder-unknown',
        message: 'This email account has no such folder.',
      });
    }
    const changed = items.filter(({ id, selected }) => folders.get(id)?.selected !== selected);
    if (changed.length === 0) return;
    const changes = changed.map(({ id, selected }) => folderChange(folders.get(id)?.path ?? id, selected));
    await this.synchroniser.interrupt(accountId, [
      ...changed.map(({ id, selected }) => update('mail_folder', { column: 'id', value: id }, { selected })),
      ...auditEntry(actor, 'account.folders-changed', accountSubject(account), changes),
    ]);
    await this.removeMessages(
      accountId,
      changed.filter(({ selected }) => !selected).map(({ id }) => id),
    );
    this.synchroniser.wake(accountId);
  }

  /** The mailbox's next owner does the same: when it is faster, nothing is left to do here. */
  private async removeMessages(accountId: string, folderIds: readonly string[]): Promise<void> {
    const { leaseToken } = await this.dataSource.getRepository(AccountEntity).findOneByOrFail({ id: accountId });
    try {
      for (const folderId of folderIds) await this.remover.emptyFolder({ accountId, token: leaseToken }, folderId);
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
    }
  }
}

/** Whether the folder's messages are imported, before and after. */
function folderChange(path: string, selected: boolean): AuditChange {
  return { field: path, isSecret: false, from: !selected, to: selected };
}
