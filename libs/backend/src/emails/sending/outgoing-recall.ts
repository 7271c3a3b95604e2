import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { HostUser } from '../../host-bridge';
import { ProblemError } from '../../http/problem-error';
import { AtomicWriter, StaleWriteError } from '../../store/atomic-writer';
import { BlobStore } from '../../store/blob-store';
import { deleteFrom } from '../../store/statements';
import { threadKey } from '../../sync/threads';
import { EmailReader } from '../email-reader';
import { OutgoingEntity } from '../outgoing.entity';

/**
 * Takes back what waits to be sent. The row goes only while it is `queued`, and the sender begins only with a row that is there: one of
 * the two wins, in whatever processes they run.
 */
@Injectable()
export class OutgoingRecall {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: EmailReader,
    private readonly writer: AtomicWriter,
    private readonly blobs: BlobStore,
  ) {}

  /** A draft that it was sent from can be written on. @throws ProblemError 404, or 409 `email-not-waiting` */
  async takeBack(user: HostUser, id: string): Promise<void> {
    const outgoing = await this.dataSource.getRepository(OutgoingEntity).findOneBy({ id, ownerId: user.id });
    if (!outgoing) {
      await this.reader.item(user, id);
      throw notWaiting();
    }
    const { accountId, internetMessageId, rawPack } = outgoing;
    try {
      await this.writer.write([
        {
          sql: `DELETE FROM mail_outgoing WHERE id = ? AND owner_id = ? AND status = 'queued'`,
          parameters: [id, user.id],
          expectRows: 1,
        },
        { sql: 'UPDATE mail_draft SET outgoing_id = NULL WHERE outgoing_id = ?', parameters: [id] },
        ...deleteFrom('mail_thread_key', 'message_key', [threadKey(accountId, internetMessageId)]),
      ]);
    } catch (error) {
      if (error instanceof StaleWriteError) throw notWaiting();
      throw error;
    }
    await this.blobs.removePack(accountId, rawPack);
  }
}

function notWaiting(): ProblemError {
  return new ProblemError(409, 'email-not-waiting', 'This email does not wait to be sent any more, so it cannot be taken back.');
}
