import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AccountPhase, CoverageTotals, CoveredMailbox, CoveredMailboxPage, CoveredMailboxQuery } from '@mailroom/contract';
import { Brackets, DataSource, In } from 'typeorm';
import { AccountEntity, isManaged } from '../accounts/account.entity';
import { accountError } from '../accounts/account-view';
import { FolderEntity } from '../folders/folder.entity';
import { ProblemError } from '../http/problem-error';

interface Counts {
  serverCount: number;
  importedCount: number;
  skippedCount: number;
}

const nothing: Counts = { serverCount: 0, importedCount: 0, skippedCount: 0 };

/** Lists the covered mailboxes by their owners' addresses. It reads no more than a page of them, however many there are. */
@Injectable()
export class CoveredMailboxRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async page(query: CoveredMailboxQuery): Promise<CoveredMailboxPage> {
    const [accounts, totals] = await Promise.all([this.accounts(query), this.totals()]);
    const shown = accounts.slice(0, query.limit);
    const counts = await this.counts(shown.map(({ id }) => id));
    const last = accounts.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((account) => coveredMailbox(account, counts.get(account.id) ?? nothing)),
      nextCursor: last ? encodeCursor(last) : null,
      totals,
    };
  }

  /** One more than the page holds. */
  private accounts({ limit, cursor, phase, q }: CoveredMailboxQuery): Promise<AccountEntity[]> {
    const accounts = this.dataSource.createQueryBuilder(AccountEntity, 'account').where('account.coveredAddress IS NOT NULL');
    if (phase !== undefined) accounts.andWhere('account.phase = :phase', { phase });
    if (q !== undefined && q !== '') {
      const part = `%${q.toLowerCase().replace(/[!%_]/g, '!$&')}%`;
      accounts.andWhere(`(account.coveredAddress LIKE :part ESCAPE '!' OR LOWER(account.coveredName) LIKE :part ESCAPE '!')`, { part });
    }
    if (cursor !== undefined) {
      const { address, id } = decodeCursor(cursor);
      accounts.andWhere('account.coveredAddress >= :address', { address });
      accounts.andWhere(new Brackets((after) => after.where('account.coveredAddress > :address').orWhere('account.id > :id', { id })));
    }
    return accounts
      .orderBy('account.coveredAddress', 'ASC')
      .addOrderBy('account.id', 'ASC')
      .limit(limit + 1)
      .getMany();
  }

  private async totals(): Promise<CoverageTotals> {
    const rows = await this.dataSource
      .createQueryBuilder(AccountEntity, 'account')
      .select('account.phase', 'phase')
      .addSelect('COUNT(*)', 'total')
      .where('account.coveredAddress IS NOT NULL')
      .groupBy('account.phase')
      .getRawMany<{ phase: AccountPhase; total: string | number }>();
    const phases = Object.fromEntries(rows.map(({ phase, total }) => [phase, Number(total)]));
    return { all: rows.reduce((sum, { total }) => sum + Number(total), 0), phases };
  }

  private async counts(accountIds: readonly string[]): Promise<Map<string, Counts>> {
    const rows = await this.dataSource
      .createQueryBuilder(FolderEntity, 'folder')
      .select('folder.accountId', 'id')
      .addSelect('SUM(COALESCE(folder.serverCount, 0))', 'server')
      .addSelect('SUM(folder.messageCount)', 'imported')
      .addSelect('SUM(folder.skippedCount)', 'skipped')
      .where({ accountId: In(accountIds), selected: true })
      .groupBy('folder.accountId')
      .getRawMany<{ id: string } & Record<'server' | 'imported' | 'skipped', string | number>>();
    return new Map(
      rows.map(({ id, server, imported, skipped }) => [
        id,
        { serverCount: Number(server), importedCount: Number(imported), skippedCount: Number(skipped) },
      ]),
    );
  }
}

function coveredMailbox(account: AccountEntity, counts: Counts): CoveredMailbox {
  const { id, ownerId, coveredAddress, coveredName, mailboxAddress, phase, lagMs, lastSyncAt } = account;
  return {
    ...{ accountId: id, userId: ownerId, userName: coveredName ?? '', emailAddress: coveredAddress ?? '', mailboxAddress },
    reachedBy: isManaged(account) ? 'integration' : 'personal',
    phase,
    ...counts,
    lagMs,
    lastSyncAt: lastSyncAt === null ? null : new Date(lastSyncAt).toISOString(),
    lastError: accountError(account),
  };
}

function encodeCursor({ coveredAddress, id }: AccountEntity): string {
  return Buffer.from(`${id} ${coveredAddress ?? ''}`).toString('base64url');
}

function decodeCursor(cursor: string): { address: string; id: string } {
  const [, id, address] = /^(\S{1,36}) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (id !== undefined && address !== undefined) return { id, address };
  throw ProblemError.invalid({ path: 'cursor', code: 'invalid-cursor', message: 'This is no cursor of this list.' });
}
