import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { HostUser } from '../host-bridge';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { SqlReader } from '../store/sql-reader';
import { deleteFrom } from '../store/statements';
import { beingSent, DraftRepository } from './draft-repository';

/** Discards drafts, and the files of those that have been sent: their rows went with the sending. */
@Injectable()
export class DraftRemoval implements OnApplicationBootstrap {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly blobs: BlobStore,
  ) {}

  /** What a process that died has left. */
  onApplicationBootstrap(): Promise<void> {
    return this.removeFiles(`SELECT DISTINCT draft_id FROM mail_draft_attachment WHERE ${withoutDraft}`, []);
  }

  async discard(user: HostUser, id: string): Promise<void> {
    const { draft } = await this.drafts.ownWriting(user, id);
    try {
      await this.writer.write([
        {
          sql: `DELETE FROM mail_draft WHERE id = ? AND owner_id = ? AND COALESCE(outgoing_id, '') = ?`,
          parameters: [id, user.id, draft.outgoingId ?? ''],
          expectRows: 1,
        },
      ]);
    } catch (error) {
      if (error instanceof StaleWriteError) throw beingSent();
      throw error;
    }
    await this.removeLeftFiles(user.id);
  }

  /** Of an owner's drafts that are gone. */
  removeLeftFiles(ownerId: string): Promise<void> {
    return this.removeFiles(`SELECT DISTINCT draft_id FROM mail_draft_attachment WHERE owner_id = ? AND ${withoutDraft}`, [ownerId]);
  }

  /** For a host whose user is deleted. */
  async discardAllOf(ownerId: string): Promise<void> {
    await this.writer.write(deleteFrom('mail_draft', 'owner_id', [ownerId]));
    await this.removeLeftFiles(ownerId);
  }

  private async removeFiles(sql: string, parameters: readonly unknown[]): Promise<void> {
    for (const { draft_id } of await this.reader.rows<{ draft_id: string }>(sql, parameters)) {
      await this.blobs.removeAccount(draft_id);
      await this.writer.write(deleteFrom('mail_draft_attachment', 'draft_id', [draft_id]));
    }
  }
}

const withoutDraft = 'NOT EXISTS (SELECT 1 FROM mail_draft WHERE mail_draft.id = mail_draft_attachment.draft_id)';
