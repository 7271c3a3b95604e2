import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AuditChange, Folder, FolderSelection } from '@mailroom/contract';
import { DataSource } from 'typeorm';
import { AccountEntity, type ConnectedAccount } from '../accounts/account.entity';
import { accountSubject } from '../accounts/account-subject';
import { auditEntry } from '../audit/audit-entry';
import { PolicyLimits } from '../exchange-integration/policy-limits';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { type Statement, StaleWriteError } from '../store/atomic-writer';
import { deleteFrom, update } from '../store/statements';
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
    private readonly limits: PolicyLimits,
  ) {}

  async list(accountId: string): Promise<Folder[]> {
    const folders = await this.dataSource.getRepository(FolderEntity).find({ where: { accountId }, order: { path: 'ASC' } });
    return folders.map(({ id, path, name, role, selected, parentId, messageCount, unreadCount }) => ({
      ...{ id, path, name, role, selected, parentId, messageCount, unreadCount },
    }));
  }

  /**
   * Chooses the folders that are imported. The emails of one that no longer is leave the CRM or stay as they are; in the
   * mailbox nothing changes. A folder that is chosen is compared with the mailbox, and what is missing is fetched.
   */
  async select(actor: HostUser, account: ConnectedAccount, { items, whenDeselected = 'remove' }: FolderSelection): Promise<void> {
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
    await this.limits.checkFolders(account, items);
    const keeps = whenDeselected === 'keep';
    const changed = items.filter(({ id, selected }) => folders.get(id)?.selected !== selected);
    // A folder that is left out already, with its emails, may lose them yet.
    const emptied = keeps ? [] : items.filter(({ id, selected }) => !selected && (folders.get(id)?.messageCount ?? 0) > 0);
    if (changed.length === 0 && emptied.length === 0) return;
    const changes = changed.map(({ id, selected }) => folderChange(folders.get(id)?.path ?? id, selected));
    await this.synchroniser.interrupt(accountId, [
      ...changed.map(({ id, selected }) => update('mail_folder', { column: 'id', value: id }, choice(selected, keeps))),
      ...emptied.map(({ id }) => update('mail_folder', { column: 'id', value: id }, { keeps_emails: false })),
      ...(keeps ? leaveOut(changed.filter(({ selected }) => !selected).map(({ id }) => id)) : []),
      ...auditEntry(actor, 'account.folders-changed', accountSubject(account), changes),
    ]);
    if (!keeps) {
      const left = [...changed.filter(({ selected }) => !selected), ...emptied];
      await this.removeMessages(accountId, [...new Set(left.map(({ id }) => id))]);
    }
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

function choice(selected: boolean, keeps: boolean): Record<string, unknown> {
  return { selected, keeps_emails: !selected && keeps, ...(selected && { news_since: Date.now() }) };
}

/** The folders are not synchronised any more: chosen again, they are compared anew. Their ledger is one entry for all. */
function leaveOut(folderIds: readonly string[]): Statement[] {
  return folderIds.flatMap((id) => [
    update('mail_folder', { column: 'id', value: id }, { sync_cursor: null, backfilled_at: null, skipped_count: 0 }),
    ...deleteFrom('mail_skipped', 'folder_id', [id]),
  ]);
}

/** Whether the folder's messages are imported, before and after. */
function folderChange(path: string, selected: boolean): AuditChange {
  return { field: path, isSecret: false, from: !selected, to: selected };
}
