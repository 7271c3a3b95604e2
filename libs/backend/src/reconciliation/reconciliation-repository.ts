import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DifferenceCounts, LastReconciliation, RepairState } from '@mailroom/contract';
import { DataSource, In } from 'typeorm';
import type { AccountEntity } from '../accounts/account.entity';
import { EventHub } from '../events/event-hub';
import { outboxEvents } from '../events/outbox';
import { AtomicWriter } from '../store/atomic-writer';
import { deleteFrom, insertInto } from '../store/statements';
import { ReconciliationEntity } from './reconciliation.entity';

/** What a comparison came to. */
export interface Finding {
  trigger: 'nightly' | 'person';
  repair: RepairState;
  counts: DifferenceCounts;
}

/** The newest comparison of each account; one that found something is also told to whoever listens. */
@Injectable()
export class ReconciliationRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
  ) {}

  async record({ id, ownerId }: AccountEntity, { trigger, repair, counts }: Finding): Promise<void> {
    const { missingCount, surplusCount, readFlagCount, indexCount } = counts;
    const finishedAt = Date.now();
    // What a night found was told when it was found; mending it is no news.
    const isTold = trigger === 'nightly' && repair !== 'none';
    const row = {
      ...{
        account_id: id,
        finished_at: finishedAt,
        triggered_by: trigger,
        repair,
        missing_count: missingCount,
        surplus_count: surplusCount,
      },
      ...{ read_flag_count: readFlagCount, index_count: indexCount },
    };
    const finding = { ...counts, trigger, repair, finishedAt: new Date(finishedAt).toISOString() };
    await this.writer.write([
      ...deleteFrom('mail_reconciliation', 'account_id', [id]),
      ...insertInto('mail_reconciliation', [row]),
      ...(isClean(counts) || isTold ? [] : outboxEvents(ownerId, [{ type: 'account.reconciled', accountId: id, finding }])),
    ]);
    this.events.changed(ownerId, id);
  }

  async last(accountId: string): Promise<LastReconciliation | null> {
    return (await this.lastOf([accountId])).get(accountId) ?? null;
  }

  /** By account id; accounts that were never compared have no entry. */
  async lastOf(accountIds: readonly string[]): Promise<Map<string, LastReconciliation>> {
    const rows = await this.dataSource.getRepository(ReconciliationEntity).findBy({ accountId: In(accountIds) });
    return new Map(
      rows.map(({ accountId, finishedAt, ...finding }) => [accountId, { ...finding, finishedAt: new Date(finishedAt).toISOString() }]),
    );
  }
}

export function isClean({ missingCount, surplusCount, readFlagCount, indexCount }: DifferenceCounts): boolean {
  return missingCount + surplusCount + readFlagCount + indexCount === 0;
}

export function sumOfCounts(differences: readonly DifferenceCounts[]): DifferenceCounts {
  const total = { missingCount: 0, surplusCount: 0, readFlagCount: 0, indexCount: 0 };
  for (const { missingCount, surplusCount, readFlagCount, indexCount } of differences) {
    total.missingCount += missingCount;
    total.surplusCount += surplusCount;
    total.readFlagCount += readFlagCount;
    total.indexCount += indexCount;
  }
  return total;
}
