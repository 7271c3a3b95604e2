import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { OutboxEventEntity } from './outbox-event.entity';

/** For so long a browser that was away finds every event that it has missed. */
const keptMs = 3 * 24 * 60 * 60_000;

/** Facts that were written with what they tell of, in their order. */
@Injectable()
export class OutboxRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  after(ownerId: string, seq: number, limit: number): Promise<OutboxEventEntity[]> {
    return this.events.find({ where: { ownerId, seq: MoreThan(seq) }, order: { seq: 'ASC' }, take: limit });
  }

  /** The newest event's number; 0 when there is none. */
  async newest(ownerId: string): Promise<number> {
    return (await this.events.maximum('seq', { ownerId })) ?? 0;
  }

  async purge(now: number): Promise<void> {
    await this.events.delete({ createdAt: LessThan(now - keptMs) });
  }

  private get events() {
    return this.dataSource.getRepository(OutboxEventEntity);
  }
}
