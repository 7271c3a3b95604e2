import type { DraftContent } from '@mailroom/contract';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/** A message that somebody has begun to write. Once it has left, the row is gone, in the transaction that says that it was sent. */
@Entity('mail_draft')
@Index('mail_draft_owner', ['ownerId', 'id'])
@Index('mail_draft_outgoing', ['outgoingId'])
export class DraftEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(textColumn('owner_id', 100)) ownerId!: string;
  @Column({ name: 'content', type: 'json' }) content!: DraftContent;
  @Column({ name: 'revision', type: 'integer' }) revision!: number;
  /** The window that saved it last. */
  @Column(textColumn('editor', 64)) editor!: string;
  /** The message that it was sent as, while that is on its way or has failed. */
  @Column(nullable(idColumn('outgoing_id'))) outgoingId!: string | null;
  @Column(timeColumn('created_at')) createdAt!: number;
  @Column(timeColumn('updated_at')) updatedAt!: number;
}

/** A file of a draft. Its bytes lie in the blob store below the draft's id. */
@Entity('mail_draft_attachment')
@Index('mail_draft_attachment_draft', ['draftId', 'id'])
@Index('mail_draft_attachment_owner', ['ownerId'])
export class DraftAttachmentEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(idColumn('draft_id')) draftId!: string;
  @Column(textColumn('owner_id', 100)) ownerId!: string;
  @Column(textColumn('filename', 255)) filename!: string;
  @Column(textColumn('content_type', 200)) contentType!: string;
  @Column(textColumn('raw_sha256', 64)) rawSha256!: string;
  @Column(idColumn('raw_pack')) rawPack!: string;
  @Column({ name: 'raw_offset', type: 'integer' }) rawOffset!: number;
  /** In bytes. */
  @Column({ name: 'size', type: 'integer' }) size!: number;
}
