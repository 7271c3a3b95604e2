import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountEntity, isConnected } from '../accounts/account.entity';
import { AccountRepository } from '../accounts/account-repository';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { EventHub } from '../events/event-hub';
import { outboxEvent } from '../events/outbox';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { MessageEntity } from './message.entity';
import { MessageRepository } from './message-repository';

const tries = 4;

/** Marks emails as read or unread: here at once, on the server as soon as it can be reached. */
@Injectable()
export class ReadFlags implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ReadFlags.name);
  private readonly stopping = new AbortController();
  /** Of each message the last change that is under way: its changes reach the server in their order. */
  private readonly pending = new Map<string, Promise<void>>();

  constructor(
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountRepository,
    private readonly messages: MessageRepository,
    private readonly writer: AtomicWriter,
    private readonly connector: MailboxConnector,
    private readonly events: EventHub,
  ) {}

  async set(user: HostUser, id: string, isRead: boolean): Promise<void> {
    const message = await this.messages.find(await this.accounts.idsOf(user.id), id);
    if (!message) throw ProblemError.notFound('email');
    if (!(await this.store(message, user.id, isRead))) return;
    const before = this.pending.get(id) ?? Promise.resolve();
    const sent = before.then(() => this.tell(message, user.id, isRead));
    this.pending.set(id, sent);
    void sent.finally(() => {
      if (this.pending.get(id) === sent) this.pending.delete(id);
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.pending.values());
  }

  /** @returns whether that changed anything */
  private async store({ id, accountId, folderId }: MessageEntity, ownerId: string, isRead: boolean): Promise<boolean> {
    try {
      await this.writer.write([
        { sql: 'UPDATE mail_message SET is_read = ? WHERE id = ? AND is_read = ?', parameters: [isRead, id, !isRead], expectRows: 1 },
        { sql: 'UPDATE mail_folder SET unread_count = unread_count + ? WHERE id = ?', parameters: [isRead ? -1 : 1, folderId] },
        outboxEvent(ownerId, { type: 'email.changed', accountId, emailIds: [id] }),
      ]);
    } catch (error) {
      if (error instanceof StaleWriteError) return false;
      throw error;
    }
    this.events.changed(ownerId, accountId);
    return true;
  }

  /** Tells the server, several times if need be; what it refuses in the end is undone here. */
  private async tell(message: MessageEntity, ownerId: string, isRead: boolean): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      try {
        await sleep(attempt === 0 ? 0 : this.settings.retryMs * 2 ** attempt, undefined, { signal: this.stopping.signal, ref: false });
        await this.tellOnce(message.id, isRead);
        return;
      } catch (error) {
        if (this.stopping.signal.aborted) break;
        this.logger.warn(`Email ${message.id} could not be marked on the server: ${String(error)}`);
      }
    }
    await this.store(message, ownerId, !isRead).catch((error: unknown) => {
      this.logger.error(`Email ${message.id} could not be marked back: ${String(error)}`);
    });
  }

  private async tellOnce(id: string, isRead: boolean): Promise<void> {
    // It may have moved, and its revision have changed, since it was marked here.
    const message = await this.dataSource.getRepository(MessageEntity).findOneBy({ id });
    if (!message) return;
    const account = await this.dataSource.getRepository(AccountEntity).findOneByOrFail({ id: message.accountId });
    if (!isConnected(account)) return;
    const session = await this.connector.open(account);
    try {
      const { remoteId, revision, size } = message;
      await session.setRead([{ remoteId, revision, size }], isRead, { signal: this.stopping.signal });
    } finally {
      await session.close();
    }
  }
}
