import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { BEFORE_START_DATE, isMailErrorCode, mailErrors, type Page, type SkippedMessage, type SkippedQuery } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import { SkippedEntity } from '../emails/message.entity';
import { FolderEntity } from '../folders/folder.entity';
import { keysetPage } from '../store/keyset-page';
import type { AccountEntity } from './account.entity';

/** For every message that is not imported though its folder is: why. */
@Injectable()
export class ExclusionLedger {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async page(account: AccountEntity, { folderId, reason, ...page }: SkippedQuery): Promise<Page<SkippedMessage>> {
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
        receivedAt: item.receivedAt === null ? null : new Date(item.receivedAt).toISOString(),
        skippedAt: new Date(item.createdAt).toISOString(),
      })),
      nextCursor,
    };
  }
}

function detailOf(reason: string, { startDate }: AccountEntity): string {
  if (reason === BEFORE_START_DATE) return `It was received before ${new Date(startDate ?? 0).toISOString()}, the account’s start date.`;
  return isMailErrorCode(reason) ? mailErrors[reason].title : reason;
}
