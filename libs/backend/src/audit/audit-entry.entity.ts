import type { AuditAction, AuditSubjectType } from '@mailroom/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, textColumn } from '../store/columns';

/** An entry of the audit log. It is written in the transaction of what it tells of, and never changed. */
@Entity('mail_audit')
@Index('mail_audit_subject', ['subjectId', 'id'])
@Index('mail_audit_actor', ['actorId', 'id'])
export class AuditEntryEntity {
  /** Says when, too: see `timeOfId`. */
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(textColumn('actor_id', 100)) actorId!: string;
  @Column(textColumn('actor_name', 200)) actorName!: string;
  @Column(textColumn('action', 40)) action!: AuditAction;
  @Column(textColumn('subject_type', 20)) subjectType!: AuditSubjectType;
  @Column(idColumn('subject_id')) subjectId!: string;
  @Column(textColumn('subject_name', 320)) subjectName!: string;
  /** `AuditChange[]` as JSON. */
  @Column({ name: 'changes', type: 'text' }) changes!: string;
}
