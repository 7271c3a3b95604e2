import * as z from 'zod';
import { pageQuerySchema } from './paging';

/** What was changed: the kind of thing and what happened to it. */
export const auditActionSchema = z.enum([
  'provider.created',
  'provider.changed',
  'provider.deleted',
  'provider-domain.added',
  'provider-domain.removed',
  'account.connected',
  'account.changed',
  'account.folders-changed',
  'account.paused',
  'account.resumed',
  'account.disconnected',
  'account.deleted',
  'exchange-integration.changed',
]);
export type AuditAction = z.infer<typeof auditActionSchema>;

/** What a change is about; the part of an action before its dot. */
export const auditSubjectTypeSchema = z.enum(['provider', 'provider-domain', 'account', 'exchange-integration']);
export type AuditSubjectType = z.infer<typeof auditSubjectTypeSchema>;

export const auditValueSchema = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]);
export type AuditValue = z.infer<typeof auditValueSchema>;

export const auditChangeSchema = z.object({
  /** As the API calls it; a folder's path in `account.folders-changed`. */
  field: z.string(),
  /** A secret was changed: neither its former nor its new value is told, and `from` and `to` are `null`. */
  isSecret: z.boolean(),
  /** `null`: there was none. */
  from: auditValueSchema,
  /** `null`: there is none any more. */
  to: auditValueSchema,
});
export type AuditChange = z.infer<typeof auditChangeSchema>;

/** An entry of the audit log: who, when, what, from, to. */
export const auditEntrySchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** The host's id of who did it, and their name at that time. */
  actorId: z.string(),
  actorName: z.string(),
  action: auditActionSchema,
  /** What was changed; its name (a provider's name, a domain, a mailbox's address) at that time. It may be gone by now. */
  subjectType: auditSubjectTypeSchema,
  subjectId: z.string(),
  subjectName: z.string(),
  changes: z.array(auditChangeSchema),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /audit`, newest first. `since` is included, `until` is not. */
export const auditQuerySchema = pageQuerySchema.extend({
  action: auditActionSchema.optional(),
  subjectType: auditSubjectTypeSchema.optional(),
  subjectId: z.string().max(36).optional(),
  actorId: z.string().max(100).optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
});
export type AuditQuery = z.output<typeof auditQuerySchema>;
