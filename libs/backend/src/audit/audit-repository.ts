import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { AuditQuery, Page } from '@mailroom/contract';
import { DataSource, type FindOptionsWhere, LessThan, MoreThanOrEqual } from 'typeorm';
import { firstIdAt } from '../store/id';
import { keysetPage } from '../store/keyset-page';
import { AuditEntryEntity } from './audit-entry.entity';

@Injectable()
export class AuditRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Newest first. An entry's moment is that of its id, so that every question is answered in the order of an index. */
  page({ since, until, limit, cursor, ...filter }: AuditQuery): Promise<Page<AuditEntryEntity>> {
    const asked = Object.entries(filter).filter(([, value]) => value !== undefined);
    const within = [
      ...(since === undefined ? [] : [MoreThanOrEqual(firstIdAt(Date.parse(since)))]),
      ...(until === undefined ? [] : [LessThan(firstIdAt(Date.parse(until)))]),
    ];
    const where = Object.fromEntries(asked) as FindOptionsWhere<AuditEntryEntity>;
    const order = { by: 'id', direction: 'DESC', within } as const;
    return keysetPage(this.dataSource.getRepository(AuditEntryEntity), where, { limit, cursor }, order);
  }
}
