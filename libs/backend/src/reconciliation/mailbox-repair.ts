import { Injectable } from '@nestjs/common';
import type { FolderDifference } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import type { FolderEntity } from '../folders/folder.entity';
import { MessageParser } from '../parsing/message-parser';
import { AtomicWriter } from '../store/atomic-writer';
import { SqlReader } from '../store/sql-reader';
import { fence } from '../sync/lease-repository';
import { FolderComparer } from './folder-comparer';
import { FolderRepair, type MailboxInRepair } from './folder-repair';
import { ReconciliationRepository, sumOfCounts } from './reconciliation-repository';
import { Reindexer } from './reindexer';
import type { RepairOrder } from './repair-order';

/** Compares a mailbox and mends what differs, in the process that owns it and beside its synchronisation. */
@Injectable()
export class MailboxRepair {
  constructor(
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly comparer: FolderComparer,
    private readonly reindexer: Reindexer,
    private readonly findings: ReconciliationRepository,
    private readonly parser: MessageParser,
  ) {}

  /** @param folders those whose import is over: what another lacks, its import will fetch */
  async run(mailbox: MailboxInRepair, folders: readonly FolderEntity[], order: RepairOrder, signal: AbortSignal): Promise<void> {
    const differences: FolderDifference[] = [];
    for (const folder of folders) {
      try {
        differences.push(await this.mend(mailbox, folder, order, signal));
      } catch (error) {
        // The folder is gone: the hierarchy's next reading tells.
        if (!(error instanceof MailError) || error.code !== 'item-not-found') throw error;
      }
    }
    const counts = sumOfCounts(differences);
    const repair = counts.surplusCount > 0 && !order.removesSurplus ? 'partly' : 'done';
    await this.findings.record(mailbox.account, { trigger: order.trigger, repair, counts });
  }

  private async mend(mailbox: MailboxInRepair, folder: FolderEntity, { removesSurplus }: RepairOrder, signal: AbortSignal) {
    const { session, writer } = mailbox;
    const reindex = (ids: string[]) => writer.inTurn((lease) => this.reindexer.reindex(lease, ids));
    const mender = new FolderRepair(folder, mailbox, this.reader, this.parser, removesSurplus, reindex, signal);
    const difference = await this.comparer.compare(session, folder, signal, mender);
    await this.correctCounts(writer, folder.id, difference.serverCount);
    return difference;
  }

  /** A folder's counts follow from what is written; rows that somebody else removed, they do not know of. */
  private async correctCounts(writer: MailboxInRepair['writer'], folderId: string, serverCount: number): Promise<void> {
    await writer.inTurn((lease) =>
      this.writer.write([
        fence(lease, Date.now()),
        {
          sql: `UPDATE mail_folder SET server_count = ?,
                  message_count = (SELECT COUNT(*) FROM mail_message WHERE mail_message.folder_id = mail_folder.id AND departed_at IS NULL),
                  unread_count = (SELECT COUNT(*) FROM mail_message
                                  WHERE mail_message.folder_id = mail_folder.id AND departed_at IS NULL AND is_read = ?),
                  skipped_count = (SELECT COUNT(*) FROM mail_skipped WHERE mail_skipped.folder_id = mail_folder.id)
                WHERE id = ?`,
          parameters: [serverCount, false, folderId],
        },
      ]),
    );
  }
}
