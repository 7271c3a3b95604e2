import { Get, Query } from '@nestjs/common';
import {
  type AuditChange,
  type AuditEntry,
  auditEntrySchema,
  type AuditQuery,
  auditQuerySchema,
  CAN_MANAGE_ADMINISTRATION,
  type Page,
  pageSchema,
  routes,
} from '@mailroom/contract';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { timeOfId } from '../store/id';
import type { AuditEntryEntity } from './audit-entry.entity';
import { AuditRepository } from './audit-repository';

@MailroomController(routes.audit)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class AuditController {
  constructor(private readonly entries: AuditRepository) {}

  @Get()
  @Endpoint({
    summary: 'The audit log, newest first: who changed what, from what to what',
    query: auditQuerySchema,
    response: pageSchema(auditEntrySchema),
  })
  async list(@Query(new Validated(auditQuerySchema)) query: AuditQuery): Promise<Page<AuditEntry>> {
    const { items, nextCursor } = await this.entries.page(query);
    return { items: items.map(view), nextCursor };
  }
}

function view({ id, changes, ...entry }: AuditEntryEntity): AuditEntry {
  return { id, at: new Date(timeOfId(id)).toISOString(), ...entry, changes: JSON.parse(changes) as AuditChange[] };
}
