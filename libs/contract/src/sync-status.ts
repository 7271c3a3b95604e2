import * as z from 'zod';
import { lastReconciliationSchema } from './reconciliation';

/**
 * Where an account's synchronisation stands: connecting → backfilling → live ⇄ paused / needs-attention. It ends in
 * `disconnected` (only the emails are left) or `deleting` (they are being removed: `importedCount` counts down).
 */
export const accountPhaseSchema = z.enum(['connecting', 'backfilling', 'live', 'paused', 'needs-attention', 'disconnected', 'deleting']);
export type AccountPhase = z.infer<typeof accountPhaseSchema>;

export const accountErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  since: z.iso.datetime(),
});
export type AccountError = z.infer<typeof accountErrorSchema>;

/** `waiting`: its import has not begun. `live`: everything is in, and what comes is imported at once. */
export const folderPhaseSchema = z.enum(['not-selected', 'waiting', 'backfilling', 'live']);
export type FolderPhase = z.infer<typeof folderPhaseSchema>;

export const folderSyncStatusSchema = z.object({
  id: z.string(),
  path: z.string(),
  phase: folderPhaseSchema,
  /** Whether its messages are imported. */
  selected: z.boolean(),
  /** Messages in the folder on the server, when it was last asked; `null` before the first answer. */
  serverCount: z.number().int().nullable(),
  /** Messages in the CRM; of a folder that is not selected, those that were kept when it was deselected. */
  importedCount: z.number().int(),
  /** Messages that are deliberately not imported: the exclusion ledger's count. Of a folder that is not selected: all others. */
  skippedCount: z.number().int(),
});
export type FolderSyncStatus = z.infer<typeof folderSyncStatusSchema>;

/** Received to visible, of the messages that arrived during the last 24 hours while watching; in milliseconds, estimated. */
export const freshnessSchema = z.object({ messages: z.number().int(), p50LagMs: z.number(), p95LagMs: z.number() });
export type Freshness = z.infer<typeof freshnessSchema>;

/** `GET /accounts/:id/sync-status`, and the payload of the event `sync.progress`. The sums are of selected folders. */
export const syncStatusSchema = z.object({
  accountId: z.string(),
  phase: accountPhaseSchema,
  /** Whether the provider receives emails: while it does not, nothing is synchronised. */
  receive: z.boolean(),
  serverCount: z.number().int(),
  importedCount: z.number().int(),
  skippedCount: z.number().int(),
  /** All of the mailbox's, by path. */
  folders: z.array(folderSyncStatusSchema),
  /** Messages that the import has still to fetch. */
  backlog: z.number().int(),
  /** Over the last minute; `null` when nothing was stored in it. */
  messagesPerSecond: z.number().nullable(),
  /** When the backfill is expected to end; `null` when nothing is left or too little is known. */
  eta: z.iso.datetime().nullable(),
  /** Received to visible, of the newest message that arrived while watching, in milliseconds. */
  lagMs: z.number().nullable(),
  /** `null` when no message arrived lately. */
  freshness: freshnessSchema.nullable(),
  /** The newest comparison with the server; `null` before the first. */
  lastReconciliation: lastReconciliationSchema.nullable(),
  lastError: accountErrorSchema.nullable(),
  lastSyncAt: z.iso.datetime().nullable(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;
