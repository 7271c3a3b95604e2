import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/**
 * A message on its way out. Its id becomes the id of the copy that the sync later finds in Sent Items, so that an email
 * keeps one identity from the moment that "Send" is pressed.
 */
@Entity('mail_outgoing')
@Index('mail_outgoing_key', ['ownerId', 'idempotencyKey'], { unique: true })
@Index('mail_outgoing_account_status', ['accountId', 'status'])
export class OutgoingEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column(textColumn('owner_id', 100)) ownerId!: string;
  @Column(textColumn('idempotency_key', 200)) idempotencyKey!: string;
  /** SHA-256 of the request: the same key with another message is refused. */
  @Column(textColumn('request_sha256', 64)) requestSha256!: string;
  /** Without angle brackets. */
  @Column(textColumn('internet_message_id', 255)) internetMessageId!: string;
  @Column(textColumn('raw_sha256', 64)) rawSha256!: string;
  @Column(idColumn('raw_pack')) rawPack!: string;
  @Column({ name: 'raw_offset', type: 'integer' }) rawOffset!: number;
  /** Of the raw message, in bytes. */
  @Column({ name: 'size', type: 'integer' }) size!: number;
  @Column(idColumn('thread_id')) threadId!: string;
  @Column(textColumn('status', 20)) status!: 'queued' | 'sending' | 'sent' | 'failed';
  @Column({ name: 'attempts', type: 'integer' }) attempts!: number;
  @Column(timeColumn('next_attempt_at')) nextAttemptAt!: number;
  @Column(nullable(textColumn('failure_code', 60))) failureCode!: string | null;
  @Column({ name: 'failure_message', type: 'text', nullable: true }) failureMessage!: string | null;
  @Column(timeColumn('created_at')) createdAt!: number;
  /** When its sender last asked to try it again after it had failed. */
  @Column(nullable(timeColumn('retried_at'))) retriedAt!: number | null;
  @Column(nullable(timeColumn('sent_at'))) sentAt!: number | null;
}
