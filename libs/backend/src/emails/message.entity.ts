import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/**
 * A message of an account. What a list shows stands here; body, headers and attachments are read from the raw bytes
 * when somebody opens it (docs/adr/0007).
 */
@Entity('mail_message')
@Index('mail_message_account_received', ['accountId', 'receivedAt', 'id'])
@Index('mail_message_folder_received', ['folderId', 'receivedAt', 'id'])
@Index('mail_message_thread', ['threadId'])
export class MessageEntity {
  /** The full-text index's key; never leaves the database. */
  @PrimaryGeneratedColumn({ name: 'seq', type: 'integer' }) seq!: number;
  @Index('mail_message_id', { unique: true }) @Column(idColumn('id')) id!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column(idColumn('folder_id')) folderId!: string;
  @Column(idColumn('thread_id')) threadId!: string;
  /** `remoteKey(accountId, remoteId)`. */
  @Index('mail_message_remote_key', { unique: true })
  @Column(textColumn('remote_key', 32))
  remoteKey!: string;
  @Column({ name: 'remote_id', type: 'text' }) remoteId!: string;
  @Column(textColumn('revision', 255)) revision!: string;
  /** The header field as it stands in the message, with angle brackets; neither unique nor always there. */
  @Column({ name: 'internet_message_id', type: 'text', nullable: true }) internetMessageId!: string | null;
  @Column({ name: 'subject', type: 'text' }) subject!: string;
  /** `{from, to, cc, bcc, replyTo}` as JSON: `MessagePeople`. */
  @Column({ name: 'people', type: 'text' }) people!: string;
  @Column(nullable(timeColumn('sent_at'))) sentAt!: number | null;
  @Column(timeColumn('received_at')) receivedAt!: number;
  @Column({ name: 'is_read', type: 'boolean' }) isRead!: boolean;
  @Column({ name: 'has_attachments', type: 'boolean' }) hasAttachments!: boolean;
  @Column(textColumn('preview', 255)) preview!: string;
  @Column({ name: 'size', type: 'integer' }) size!: number;
  /** SHA-256 of the raw bytes, hexadecimal. */
  @Column(textColumn('raw_sha256', 64)) rawSha256!: string;
  /** Where the blob store has the raw bytes. */
  @Index('mail_message_raw_pack') @Column(idColumn('raw_pack')) rawPack!: string;
  @Column({ name: 'raw_offset', type: 'integer' }) rawOffset!: number;
  /** When it left its folder on the server; kept for a while, since a move is a departure and an arrival. */
  @Column(nullable(timeColumn('departed_at'))) departedAt!: number | null;
  @Column(timeColumn('created_at')) createdAt!: number;
}

/** Who a message is from and to, for finding a contact's emails newest first. */
@Entity('mail_message_address', { withoutRowid: true })
@Index('mail_message_address_message', ['messageId'])
export class MessageAddressEntity {
  @PrimaryColumn(idColumn('account_id')) accountId!: string;
  /** In lower case. */
  @PrimaryColumn(textColumn('address', 320)) address!: string;
  @PrimaryColumn(timeColumn('received_at')) receivedAt!: number;
  @PrimaryColumn(idColumn('message_id')) messageId!: string;
}

/** The thread that a Message-ID belongs to, whether the message itself is here or only referred to. */
@Entity('mail_thread_key', { withoutRowid: true })
@Index('mail_thread_key_thread', ['threadId'])
export class ThreadKeyEntity {
  /** `remoteKey(accountId, Message-ID)`. */
  @PrimaryColumn(textColumn('message_key', 32)) messageKey!: string;
  @Column(idColumn('thread_id')) threadId!: string;
  @Column(idColumn('account_id')) accountId!: string;
}

/** A message that was taken ahead of its folder's backfill, until the folder's changes tell of it too. */
@Entity('mail_early_message')
@Index('mail_early_message_folder', ['folderId'])
@Index('mail_early_message_account', ['accountId'])
export class EarlyMessageEntity {
  @PrimaryColumn(idColumn('message_id')) messageId!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column(idColumn('folder_id')) folderId!: string;
  @Column(timeColumn('created_at')) createdAt!: number;
}

/** A message that has left its folder and may yet arrive in another. */
@Entity('mail_departure')
@Index('mail_departure_account', ['accountId'])
export class DepartureEntity {
  @PrimaryColumn(idColumn('message_id')) messageId!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column(textColumn('raw_sha256', 64)) rawSha256!: string;
  @Column(timeColumn('departed_at')) departedAt!: number;
}

/** The exclusion ledger: a message that was not imported, and why. */
@Entity('mail_skipped')
@Index('mail_skipped_folder', ['folderId', 'id'])
@Index('mail_skipped_account', ['accountId', 'id'])
export class SkippedEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column(idColumn('folder_id')) folderId!: string;
  @Index('mail_skipped_remote_key', { unique: true })
  @Column(textColumn('remote_key', 32))
  remoteKey!: string;
  @Column({ name: 'remote_id', type: 'text' }) remoteId!: string;
  @Column(textColumn('revision', 255)) revision!: string;
  /** A mail error's code, such as `item-unreadable`, or `before-start-date`. */
  @Column(textColumn('reason', 60)) reason!: string;
  @Column({ name: 'detail', type: 'text' }) detail!: string;
  @Column(nullable(timeColumn('received_at'))) receivedAt!: number | null;
  /** As the server has it: what the message gets when it can be had after all. */
  @Column({ name: 'is_read', type: 'boolean', nullable: true }) isRead!: boolean | null;
  @Column(timeColumn('created_at')) createdAt!: number;
}
