import { Injectable } from '@nestjs/common';
import { AccountRepository } from '../../accounts/account-repository';
import { EventHub } from '../../events/event-hub';
import { outboxEvents } from '../../events/outbox';
import type { HostUser } from '../../host-bridge';
import { ProblemError } from '../../http/problem-error';
import { AtomicWriter, WriteConflictError } from '../../store/atomic-writer';
import { MailboxRunners } from '../../sync/mailbox-runners';
import { MessageRepository } from '../message-repository';
import { wishStatement } from './wish-statement';

/** Marks emails as read or unread: here at once, on the server by `ReadWishTeller`, as soon as it can be reached. */
@Injectable()
export class ReadFlags {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly messages: MessageRepository,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
    private readonly runners: MailboxRunners,
  ) {}

  async set(user: HostUser, id: string, isRead: boolean): Promise<void> {
    const message = await this.messages.find(await this.accounts.idsOf(user.id), id);
    if (!message) throw ProblemError.notFound('email');
    const { accountId } = message;
    const isMarked = { sql: 'UPDATE mail_message SET is_read = ? WHERE id = ? AND is_read = ?', parameters: [isRead, id, !isRead] };
    try {
      await this.writer.write([
        { ...isMarked, expectRows: 1, isPlanned: true },
        {
          sql: 'UPDATE mail_folder SET unread_count = unread_count + ? WHERE id = (SELECT folder_id FROM mail_message WHERE id = ?)',
          parameters: [isRead ? -1 : 1, id],
        },
        wishStatement(message, isRead, Date.now()),
        ...outboxEvents(user.id, [{ type: 'email.changed', accountId, emailIds: [id] }]),
      ]);
    } catch (error) {
      // It is so already.
      if (error instanceof WriteConflictError) return;
      throw error;
    }
    this.events.changed(user.id, accountId);
    this.runners.sendNow(accountId);
  }
}
