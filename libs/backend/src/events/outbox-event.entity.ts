import type { MailEventType } from '@mailroom/contract';
import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/** The transactional outbox: written with what it tells of, delivered afterwards, at least once and in order. */
@Entity('mail_outbox_event')
@Index('mail_outbox_event_told', ['toldAt', 'seq'])
@Index('mail_outbox_event_position', ['ownerId', 'position'], { unique: true })
export class OutboxEventEntity {
  @PrimaryGeneratedColumn({ name: 'seq', type: 'integer' }) seq!: number;
  @Column(textColumn('owner_id', 100)) ownerId!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column(textColumn('type', 40)) type!: MailEventType;
  /** A `MailEvent` as JSON. */
  @Column({ name: 'payload', type: 'text' }) payload!: string;
  @Column(timeColumn('created_at')) createdAt!: number;
  /** When the host had handled it; `null` until then, or for ever where the host does not listen. */
  @Column(nullable(timeColumn('told_at'))) toldAt!: number | null;
  /** Among the owner's events, in the order in which their transactions became visible. */
  @Column({ ...timeColumn('position'), default: 0 }) position!: number;
}
