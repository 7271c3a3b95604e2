import * as z from 'zod';
import { pageQuerySchema } from './paging';
import { lastReconciliationSchema } from './reconciliation';
import { accountErrorSchema, accountPhaseSchema } from './sync-status';

/**
 * How an account fares, in one word. `healthy`: new mail comes at once. `importing`: old mail still does.
 * `delayed`: an error that passes, or nothing was heard of the mailbox for too long. `needs-attention`: a person must act.
 * `resting`: paused, disconnected or being deleted.
 */
export const healthStateSchema = z.enum(['healthy', 'importing', 'delayed', 'needs-attention', 'resting']);
export type HealthState = z.infer<typeof healthStateSchema>;

/** An account in `GET /email-health`: figures about it, and nothing of its emails. */
export const accountHealthSchema = z.object({
  accountId: z.string(),
  emailAddress: z.string(),
  /** The mailbox that is opened: the shared one's address, or the account's own. */
  mailboxAddress: z.string(),
  kind: z.enum(['personal', 'shared', 'impersonated']),
  ownerId: z.string(),
  ownerName: z.string().nullable(),
  providerId: z.string().nullable(),
  providerName: z.string().nullable(),
  phase: accountPhaseSchema,
  state: healthStateSchema,
  /** Folders that are imported. */
  folderCount: z.number().int(),
  serverCount: z.number().int(),
  importedCount: z.number().int(),
  skippedCount: z.number().int(),
  /** Messages that the import has still to fetch. */
  backlog: z.number().int(),
  /** When the newest message was received. */
  lastMessageAt: z.iso.datetime().nullable(),
  lagMs: z.number().nullable(),
  lastSyncAt: z.iso.datetime().nullable(),
  lastError: accountErrorSchema.nullable(),
  lastReconciliation: lastReconciliationSchema.nullable(),
});
export type AccountHealth = z.infer<typeof accountHealthSchema>;

/** `GET /email-health`, by account id. `q` is looked for in the mailbox's address. */
export const emailHealthQuerySchema = pageQuerySchema.extend({
  state: healthStateSchema.optional(),
  phase: accountPhaseSchema.optional(),
  providerId: z.uuid().optional(),
  q: z.string().trim().max(200).optional(),
});
export type EmailHealthQuery = z.output<typeof emailHealthQuerySchema>;

/** Of all accounts, whatever the list is limited to; at most ten seconds old. */
export const healthTotalsSchema = z.object({
  accounts: z.number().int(),
  byState: z.record(healthStateSchema, z.number().int()),
  importedCount: z.number().int(),
  skippedCount: z.number().int(),
  backlog: z.number().int(),
  /** Messages of folders at rest that are neither imported nor in the exclusion ledger; 0 unless something is wrong. */
  unaccountedCount: z.number().int(),
});
export type HealthTotals = z.infer<typeof healthTotalsSchema>;

export const emailHealthSchema = z.object({
  items: z.array(accountHealthSchema),
  nextCursor: z.string().nullable(),
  totals: healthTotalsSchema,
});
export type EmailHealth = z.infer<typeof emailHealthSchema>;

/** One hour of a chart. */
export const healthHourSchema = z.object({
  /** When the hour began. */
  hour: z.iso.datetime(),
  /** Messages that arrived while their mailbox was watched. */
  receivedCount: z.number().int(),
  /** Every message that was stored, those of imports too. */
  storedCount: z.number().int(),
  /** Received to visible, in milliseconds; `null` in an hour without new mail. Estimated within the buckets of the histogram. */
  p50LagMs: z.number().nullable(),
  p95LagMs: z.number().nullable(),
});
export type HealthHour = z.infer<typeof healthHourSchema>;

/** `GET /email-health/history`: the last hours, oldest first, those without mail too. Without `accountId`: of all accounts. */
export const healthHistoryQuerySchema = z.object({
  accountId: z.uuid().optional(),
  hours: z.coerce.number().int().min(1).max(168).default(24),
});
export type HealthHistoryQuery = z.output<typeof healthHistoryQuerySchema>;

export const healthHistorySchema = z.object({ items: z.array(healthHourSchema) });
export type HealthHistory = z.infer<typeof healthHistorySchema>;
