import type { ServerResponse } from 'node:http';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { EmailContacts } from '../emails/email-contacts';
import type { HostUser } from '../host-bridge';
import { SyncStatusReader } from '../sync/sync-status-reader';
import { EventHub } from './event-hub';
import { type EventSources, EventStream } from './event-stream';
import { OutboxRepository } from './outbox-repository';
import { SseResponse } from './sse-response';

/** The event streams that are open in this process. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EventStreams.name);
  private readonly closers = new Set<() => void>();
  private readonly sources: EventSources;

  constructor(
    @InjectDataSource() dataSource: DataSource,
    hub: EventHub,
    outbox: OutboxRepository,
    statuses: SyncStatusReader,
    contacts: EmailContacts,
  ) {
    this.sources = {
      hub,
      outbox,
      accounts: (ownerId) => dataSource.getRepository(AccountEntity).find({ where: { ownerId }, relations: { provider: true } }),
      status: async (account) => ({ type: 'sync.progress', accountId: account.id, status: await statuses.of(account) }),
      withContacts: async (user, item) => (await contacts.fill(user, [item]))[0] ?? item,
    };
  }

  open(user: HostUser, lastPosition: number | null, response: ServerResponse): void {
    const sink = new SseResponse(response);
    const failed = (error: unknown): void => {
      // The browser comes again and resumes where it was.
      this.logger.error(`An event stream of user ${user.id} ended: ${String(error)}`);
      close();
    };
    const stream = new EventStream(user, this.sources, sink, failed);
    const close = (): void => {
      this.closers.delete(close);
      stream.close();
      sink.end();
    };
    this.closers.add(close);
    response.on('close', close);
    stream.open(lastPosition).catch(failed);
  }

  /** A response that never ends would keep the server from closing. */
  beforeApplicationShutdown(): void {
    for (const close of [...this.closers]) close();
  }
}
