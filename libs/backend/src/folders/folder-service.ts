import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Folder, FolderSelection } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { ProblemError } from '../http/problem-error';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { update } from '../store/statements';
import { MessageRemover } from '../sync/message-remover';
import { Synchroniser } from '../sync/synchroniser';
import { FolderEntity } from './folder.entity';

/** Which folders of an account are imported. */
@Injectable()
export class FolderService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
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
  async select(accountId: string, { items }: FolderSelection): Promise<void> {
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
    await this.writer.write(changed.map(({ id, selected }) => update('mail_folder', { column: 'id', value: id }, { selected })));
    await this.synchroniser.interrupt(accountId);
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
