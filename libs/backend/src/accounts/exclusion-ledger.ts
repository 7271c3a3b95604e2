import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  BEFORE_START_DATE,
  FOLDER_NOT_SELECTED,
  isMailErrorCode,
  mailErrors,
  type Page,
  type SkippedMessage,
  type SkippedQuery,
} from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { SkippedEntity } from '../emails/message.entity';
import { notSelectedCount } from '../folders/folder-status';
import { FolderEntity } from '../folders/folder.entity';
import { keysetPage } from '../store/keyset-page';
import type { AccountEntity } from './account.entity';

/** Marks the cursor of a page that ended among the folders: ids alone continue among the messages. */
const amongFolders = 'folder:';

/** For every message of a mailbox that is not imported: why. */
@Injectable()
export class ExclusionLedger {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Folders that are not selected come first, each as one entry; then single messages, last found first. */
  async page(account: AccountEntity, query: SkippedQuery): Promise<Page<SkippedMessage>> {
    const { cursor, limit } = query;
    const isAmongFolders = cursor === undefined || cursor.startsWith(amongFolders);
    const folders = isAmongFolders ? await this.leftOut(account, query) : [];
    if (folders.length > limit) {
      const items = folders.slice(0, limit);
      return { items, nextCursor: `${amongFolders}${items.at(-1)?.folderId ?? ''}` };
    }
    // An empty page of messages still says whether there are any.
    const messages = await this.messages(account, {
      ...query,
      cursor: isAmongFolders ? undefined : cursor,
      limit: Math.max(1, limit - folders.length),
    });
    return folders.length === limit && messages.items.length > 0
      ? { items: folders, nextCursor: `${amongFolders}${folders.at(-1)?.folderId ?? ''}` }
      : { items: [...folders, ...messages.items], nextCursor: messages.nextCursor };
  }

  /** Folders that leave messages out because they are not selected; one more than the page holds. */
  private async leftOut({ id: accountId }: AccountEntity, { folderId, reason, cursor, limit }: SkippedQuery): Promise<SkippedMessage[]> {
    if (reason !== undefined && reason !== FOLDER_NOT_SELECTED) return [];
    const folders = this.dataSource
      .createQueryBuilder(FolderEntity, 'folder')
      .where('folder.accountId = :accountId AND folder.selected = :selected', { accountId, selected: false })
      .andWhere('folder.serverCount > folder.messageCount')
      .andWhere('folder.id > :after', { after: cursor?.slice(amongFolders.length) ?? '' });
    if (folderId !== undefined) folders.andWhere('folder.id = :folderId', { folderId });
    return (
      await folders
        .orderBy('folder.id')
        .limit(limit + 1)
        .getMany()
    ).map(folderEntry);
  }

  private async messages(account: AccountEntity, { folderId, reason, ...page }: SkippedQuery): Promise<Page<SkippedMessage>> {
    const where = { accountId: account.id, ...(folderId !== undefined && { folderId }), ...(reason !== undefined && { reason }) };
    const order = { by: 'id', direction: 'DESC' } as const;
    const { items, nextCursor } = await keysetPage(this.dataSource.getRepository(SkippedEntity), where, page, order);
    const folderIds = [...new Set(items.map((item) => item.folderId))];
    const folders = await this.dataSource.getRepository(FolderEntity).findBy({ id: In(folderIds) });
    const paths = new Map(folders.map(({ id, path }) => [id, path]));
    return {
      items: items.map((item) => ({
        id: item.id,
        folderId: item.folderId,
        folderPath: paths.get(item.folderId) ?? '',
        reason: item.reason,
        detail: item.detail || detailOf(item.reason, account),
        count: 1,
        receivedAt: item.receivedAt === null ? null : new Date(item.receivedAt).toISOString(),
        skippedAt: new Date(item.createdAt).toISOString(),
      })),
      nextCursor,
    };
  }
}

function folderEntry(folder: FolderEntity): SkippedMessage {
  return {
    id: folder.id,
    folderId: folder.id,
    folderPath: folder.path,
    reason: FOLDER_NOT_SELECTED,
    detail: 'The folder is not among those that are imported.',
    count: notSelectedCount(folder),
    receivedAt: null,
    skippedAt: null,
  };
}

function detailOf(reason: string, { startDate }: AccountEntity): string {
  if (reason === BEFORE_START_DATE) return `It was received before ${new Date(startDate ?? 0).toISOString()}, the account’s start date.`;
  return isMailErrorCode(reason) ? mailErrors[reason].title : reason;
}
