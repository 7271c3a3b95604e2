import { Inject, Injectable, Logger } from '@nestjs/common';
import { MailError, type MailboxSession, type MessageRef } from '@mailroom/mail-adapter';
import { EventHub } from '../../events/event-hub';
import { outboxEvents } from '../../events/outbox';
import { AtomicWriter, type Statement, WriteConflictError } from '../../store/atomic-writer';
import { SqlReader } from '../../store/sql-reader';
import { deleteFrom } from '../../store/statements';
import { fence, type Lease } from '../../sync/lease-repository';
import { SYNC_SETTINGS, type SyncSettings } from '../../sync/sync-settings';

/** Of one mark, which nobody else's are in the way of: an account that was sick for a day has other worries. */
const givenUpAfterMs = 24 * 60 * 60_000;
/** A shared mailbox may be for reading alone. What else a person must mend concerns the account, and its marks wait for that. */
const mostRefusals = 4;
const atOnce = 100;

interface DueWish {
  message_id: string;
  is_read: boolean | number;
  server_is_read: boolean | number;
  attempts: number;
  created_at: number | string;
  remote_id: string;
  revision: string;
  size: number;
}

/**
 * Tells the mail server what was marked here, at least once: a mark is forgotten only when the server has answered. Whoever dies in
 * between is followed by somebody who tells it again, which changes nothing.
 */
@Injectable()
export class ReadWishTeller {
  private readonly logger = new Logger(ReadWishTeller.name);

  constructor(
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly reader: SqlReader,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
  ) {}

  /**
   * Tells what is due of the account.
   * @returns after how many milliseconds something is due again; `null` when nothing waits
   * @throws StaleWriteError when the lease is lost
   */
  async drain(ownerId: string, lease: Lease, session: MailboxSession, signal: AbortSignal): Promise<number | null> {
    for (;;) {
      signal.throwIfAborted();
      const due = await this.due(lease.accountId);
      if (due.length === 0) return this.nextIn(lease.accountId);
      for (const isRead of [true, false]) {
        const wishes = due.filter((wish) => Boolean(wish.is_read) === isRead);
        if (wishes.length > 0) await this.tell(wishes, isRead, ownerId, lease, session, signal);
      }
    }
  }

  private async tell(
    wishes: readonly DueWish[],
    isRead: boolean,
    ownerId: string,
    lease: Lease,
    session: MailboxSession,
    signal: AbortSignal,
  ): Promise<void> {
    await this.write(
      lease,
      wishes.map(({ message_id }) => ({
        sql: 'UPDATE mail_read_wish SET is_telling = ? WHERE message_id = ? AND is_read = ?',
        parameters: [true, message_id, isRead],
      })),
    );
    try {
      const refs = wishes.map(({ remote_id, revision, size }): MessageRef => ({ remoteId: remote_id, revision, size }));
      const gone = new Set((await session.setRead(refs, isRead, { signal })).map(({ remoteId }) => remoteId));
      await this.write(
        lease,
        // Marked otherwise in the meantime: that wish is another one.
        wishes.map((wish) => (gone.has(wish.remote_id) ? this.postponed(wish, null) : toldStatement(wish.message_id, isRead))),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof MailError)) throw error;
      this.logger.warn(`Account ${lease.accountId}: ${wishes.length} emails could not be marked on the server: ${error.code}`);
      const now = Date.now();
      for (const wish of wishes) {
        const isRefused = error.code === 'authorization-denied' && wish.attempts + 1 >= mostRefusals;
        if (isRefused || now - Number(wish.created_at) > givenUpAfterMs) await this.undo(wish, ownerId, lease);
        else await this.write(lease, [this.postponed(wish, error)]);
      }
    }
  }

  /** A message that is not there under its id may be on its way to another folder, where it gets another. */
  private postponed({ message_id, is_read, attempts }: DueWish, error: MailError | null): Statement {
    const doubled = Math.min(this.settings.retryMs * 2 ** Math.min(attempts, 20), this.settings.longestRetryMs);
    return {
      sql: `UPDATE mail_read_wish SET is_telling = ?, attempts = attempts + 1, next_attempt_at = ? WHERE message_id = ? AND is_read = ?`,
      parameters: [false, Date.now() + Math.max(doubled, error?.retryAfterMs ?? 0), message_id, is_read],
    };
  }

  /** The server does not take it: here, too, the message is again as it is there. */
  private async undo({ message_id: id, is_read, server_is_read }: DueWish, ownerId: string, lease: Lease): Promise<void> {
    const { accountId } = lease;
    const isRead = Boolean(server_is_read);
    const forget = deleteFrom('mail_read_wish', 'message_id', [id]);
    if (isRead === Boolean(is_read)) return this.write(lease, forget);
    try {
      await this.write(lease, [
        {
          sql: 'UPDATE mail_message SET is_read = ? WHERE id = ? AND is_read = ? AND departed_at IS NULL',
          parameters: [isRead, id, !isRead],
          expectRows: 1,
          isPlanned: true,
        },
        {
          sql: 'UPDATE mail_folder SET unread_count = unread_count + ? WHERE id = (SELECT folder_id FROM mail_message WHERE id = ?)',
          parameters: [isRead ? -1 : 1, id],
        },
        ...forget,
        ...outboxEvents(ownerId, [{ type: 'email.changed', accountId, emailIds: [id] }]),
      ]);
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
      return this.write(lease, forget);
    }
    this.events.changed(ownerId, accountId);
  }

  private write(lease: Lease, statements: readonly Statement[]): Promise<void> {
    return this.writer.write([fence(lease, Date.now()), ...statements]);
  }

  private due(accountId: string): Promise<DueWish[]> {
    return this.reader.rows<DueWish>(
      `SELECT message_id, wish.is_read, server_is_read, attempts, wish.created_at, remote_id, revision, size
       FROM mail_read_wish wish JOIN mail_message ON mail_message.id = message_id
       WHERE wish.account_id = ? AND next_attempt_at <= ? AND departed_at IS NULL ORDER BY next_attempt_at LIMIT ${atOnce}`,
      [accountId, Date.now()],
    );
  }

  /** Marks of messages that have left their folder wait until the sync says where they went, which may take a day. */
  private async nextIn(accountId: string): Promise<number | null> {
    const [row] = await this.reader.rows<{ next: number | string | null }>(
      `SELECT MIN(next_attempt_at) AS next FROM mail_read_wish wish JOIN mail_message ON mail_message.id = message_id
       WHERE wish.account_id = ? AND departed_at IS NULL`,
      [accountId],
    );
    const next = row?.next ?? null;
    return next === null ? null : Math.max(this.settings.retryMs, Number(next) - Date.now());
  }
}

function toldStatement(messageId: string, isRead: boolean): Statement {
  return {
    sql: 'DELETE FROM mail_read_wish WHERE message_id = ? AND is_read = ? AND is_telling = ?',
    parameters: [messageId, isRead, true],
  };
}
