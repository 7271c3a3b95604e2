import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../store/columns';

const bucket = (index: number) => ({ name: `lag_${index}`, type: 'integer' }) as const;

/** What an hour brought to an account, or to all of them (the account ''): messages, and how soon they could be seen. */
@Entity('mail_health_hour', { withoutRowid: true })
@Index('mail_health_hour_hour', ['hour'])
export class HealthHourEntity {
  @PrimaryColumn(idColumn('account_id')) accountId!: string;
  /** When it began. */
  @PrimaryColumn(timeColumn('hour')) hour!: number;
  @Column({ name: 'received_count', type: 'integer' }) receivedCount!: number;
  @Column({ name: 'stored_count', type: 'integer' }) storedCount!: number;
  /** How many of the messages that were received took how long: see `lagBucketsMs`. */
  @Column(bucket(0)) lag0!: number;
  @Column(bucket(1)) lag1!: number;
  @Column(bucket(2)) lag2!: number;
  @Column(bucket(3)) lag3!: number;
  @Column(bucket(4)) lag4!: number;
  @Column(bucket(5)) lag5!: number;
  @Column(bucket(6)) lag6!: number;
  @Column(bucket(7)) lag7!: number;
  @Column(bucket(8)) lag8!: number;
  @Column(bucket(9)) lag9!: number;
  @Column(bucket(10)) lag10!: number;
  @Column(bucket(11)) lag11!: number;
}
