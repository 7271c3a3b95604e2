import { Injectable, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { MailEventHandler } from '../host-events/mail-event-handler';
import { EventStreamEntity } from './event-stream.entity';
import { OutboxEventEntity } from './outbox-event.entity';

/** For so long a browser that was away finds every event that it has missed. */
const keptMs = 3 * 24 * 60 * 60_000;

/** Facts that were written with what they tell of, in their order. */
@Injectable()
export class OutboxRepository {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Optional() private readonly handler?: MailEventHandler,
  ) {}

  after(ownerId: string, position: number, limit: number): Promise<OutboxEventEntity[]> {
    return this.events.find({ where: { ownerId, position: MoreThan(position) }, order: { position: 'ASC' }, take: limit });
  }

  /** The newest event's position; 0 when there has been none. */
  async newest(ownerId: string): Promise<number> {
    return (await this.dataSource.getRepository(EventStreamEntity).findOneBy({ ownerId }))?.lastPosition ?? 0;
  }

  /** What a host that listens has not handled yet is kept for as long as it takes. */
  async purge(now: number): Promise<void> {
    const old = { createdAt: LessThan(now - keptMs) };
    await this.events.delete(this.handler ? { ...old, toldAt: Not(IsNull()) } : old);
  }

  private get events() {
    return this.dataSource.getRepository(OutboxEventEntity);
  }
}
