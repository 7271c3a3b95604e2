import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type DraftAttachment, draftAttachmentLimitBytes } from '@mailroom/contract';
import type { AttachmentFile } from '../emails/attachment-file';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { AtomicWriter, type Statement, StaleWriteError } from '../store/atomic-writer';
import { BlobStore, locationOf } from '../store/blob-store';
import { newId } from '../store/id';
import { deleteFrom, insertInto } from '../store/statements';
import type { DraftAttachmentEntity } from './draft.entity';
import { DraftRepository } from './draft-repository';

/** The files of drafts. Their bytes are on the disk before the rows that name them, below the draft's id. */
@Injectable()
export class DraftAttachments {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly writer: AtomicWriter,
    private readonly blobs: BlobStore,
  ) {}

  /** @throws ProblemError 404, 409 `draft-being-sent`, or 413 `attachments-too-large` */
  async add(user: HostUser, draftId: string, files: readonly AttachmentFile[]): Promise<DraftAttachment[]> {
    await this.drafts.ownWriting(user, draftId);
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, await this.sizeOf(draftId));
    if (size > draftAttachmentLimitBytes) throw attachmentsTooLarge();
    const pack = this.blobs.newPack(draftId);
    const rows = files.map(({ filename, contentType, bytes }) => ({
      id: newId(),
      draft_id: draftId,
      owner_id: user.id,
      filename: filename.slice(0, 255),
      content_type: contentType.slice(0, 200),
      raw_sha256: hash('sha256', bytes, 'hex'),
      ...pack.add(bytes),
      size: bytes.length,
    }));
    await pack.write();
    try {
      await this.writer.write([held(user, draftId), ...insertInto('mail_draft_attachment', rows)]);
    } catch (error) {
      await pack.discard();
      if (error instanceof StaleWriteError) throw ProblemError.notFound('draft');
      throw error;
    }
    return rows.map(({ id, filename, content_type, size: bytes }) => ({ id, filename, contentType: content_type, size: bytes }));
  }

  async open(user: HostUser, draftId: string, id: string): Promise<AttachmentFile> {
    const { draft } = await this.drafts.own(user, draftId);
    const attachment = await this.find(draft.id, id);
    return this.read(attachment);
  }

  async read(attachment: DraftAttachmentEntity): Promise<AttachmentFile> {
    const { draftId, filename, contentType } = attachment;
    return { filename, contentType, bytes: await this.blobs.get(draftId, locationOf(attachment)) };
  }

  async remove(user: HostUser, draftId: string, id: string): Promise<void> {
    await this.drafts.ownWriting(user, draftId);
    const { rawPack } = await this.find(draftId, id);
    await this.writer.write(deleteFrom('mail_draft_attachment', 'id', [id]));
    const others = await this.drafts.attachments([draftId]);
    if (!others.some((other) => other.rawPack === rawPack)) await this.blobs.removePack(draftId, rawPack);
  }

  private async find(draftId: string, id: string): Promise<DraftAttachmentEntity> {
    const attachment = (await this.drafts.attachments([draftId])).find((candidate) => candidate.id === id);
    if (!attachment) throw ProblemError.notFound('attachment');
    return attachment;
  }

  private async sizeOf(draftId: string): Promise<number> {
    return (await this.drafts.attachments([draftId])).reduce((sum, { size }) => sum + size, 0);
  }
}

export function attachmentsTooLarge(): ProblemError {
  const megabytes = draftAttachmentLimitBytes / 1_000_000;
  return new ProblemError(413, 'attachments-too-large', `All attachments of a message together may have ${megabytes} MB.`, {
    remedy: 'Send large files in several messages, or put them where the recipients can download them.',
  });
}

/** Holds the draft, so that no file is left without one. */
function held(user: HostUser, draftId: string): Statement {
  return {
    sql: 'UPDATE mail_draft SET updated_at = ? WHERE id = ? AND owner_id = ?',
    parameters: [Date.now(), draftId, user.id],
    expectRows: 1,
  };
}
