import type { RepairState } from '@mailroom/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, textColumn, timeColumn } from '../store/columns';

/** The newest comparison of an account with its server: how much differed, and what became of it. */
@Entity('mail_reconciliation')
export class ReconciliationEntity {
  @PrimaryColumn(idColumn('account_id')) accountId!: string;
  @Column(timeColumn('finished_at')) finishedAt!: number;
  @Column(textColumn('triggered_by', 20)) trigger!: 'nightly' | 'person';
  @Column(textColumn('repair', 20)) repair!: RepairState;
  @Column({ name: 'missing_count', type: 'integer' }) missingCount!: number;
  @Column({ name: 'surplus_count', type: 'integer' }) surplusCount!: number;
  @Column({ name: 'read_flag_count', type: 'integer' }) readFlagCount!: number;
  @Column({ name: 'index_count', type: 'integer' }) indexCount!: number;
}
