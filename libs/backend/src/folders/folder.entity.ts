import type { FolderRole } from '@mailroom/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/** A mail folder of an account. */
@Entity('mail_folder')
@Index('mail_folder_account', ['accountId'])
export class FolderEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(idColumn('account_id')) accountId!: string;
  /** `remoteKey(accountId, remoteId)`: unique, short, and safe under any collation. */
  @Index('mail_folder_remote_key', { unique: true })
  @Column(textColumn('remote_key', 32))
  remoteKey!: string;
  @Column({ name: 'remote_id', type: 'text' }) remoteId!: string;
  @Column(nullable(idColumn('parent_id'))) parentId!: string | null;
  @Column(textColumn('name', 255)) name!: string;
  /** Slash-separated from the mailbox's root. */
  @Column({ name: 'path', type: 'text' }) path!: string;
  @Column(nullable(textColumn('role', 20))) role!: FolderRole | null;
  /** Whether its messages are imported. */
  @Column({ name: 'selected', type: 'boolean' }) selected!: boolean;
  /** Whether what was imported stays in the CRM while the folder is not selected; `null`: it does not. */
  @Column({ name: 'keeps_emails', type: 'boolean', nullable: true }) keepsEmails!: boolean | null;
  /** Where its messages' changes stand; stored in the same transaction as the messages. */
  @Column({ name: 'sync_cursor', type: 'text', nullable: true }) cursor!: string | null;
  /** Whether every message that it had at its first sync is in: from then on, what comes is new. */
  @Column(nullable(timeColumn('backfilled_at'))) backfilledAt!: number | null;
  /** Messages received since then are new ones, whatever the backfill finds them among; `null`: those since the account was connected. */
  @Column(nullable(timeColumn('news_since'))) newsSince!: number | null;
  @Column({ name: 'server_count', type: 'integer', nullable: true }) serverCount!: number | null;
  @Column({ name: 'message_count', type: 'integer' }) messageCount!: number;
  @Column({ name: 'unread_count', type: 'integer' }) unreadCount!: number;
  @Column({ name: 'skipped_count', type: 'integer' }) skippedCount!: number;
}
