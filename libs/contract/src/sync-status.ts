import { z } from 'zod';

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

export const folderSyncStatusSchema = z.object({
  id: z.string(),
  path: z.string(),
  /** Messages in the folder on the server, when it was last asked; `null` before the first answer. */
  serverCount: z.number().int().nullable(),
  importedCount: z.number().int(),
  /** Messages that are deliberately not imported: the exclusion ledger's count. */
  skippedCount: z.number().int(),
});
export type FolderSyncStatus = z.infer<typeof folderSyncStatusSchema>;

/** `GET /accounts/:id/sync-status`, and the payload of the event `sync.progress`. Counts are of selected folders. */
export const syncStatusSchema = z.object({
  accountId: z.string(),
  phase: accountPhaseSchema,
  /** Whether the provider receives emails: while it does not, nothing is synchronised. */
  receive: z.boolean(),
  serverCount: z.number().int(),
  importedCount: z.number().int(),
  skippedCount: z.number().int(),
  folders: z.array(folderSyncStatusSchema),
  messagesPerSecond: z.number().nullable(),
  /** When the backfill is expected to end; `null` when nothing is left or too little is known. */
  eta: z.iso.datetime().nullable(),
  /** Received to visible, of the newest message that arrived while watching, in milliseconds. */
  lagMs: z.number().nullable(),
  lastError: accountErrorSchema.nullable(),
  lastSyncAt: z.iso.datetime().nullable(),
});
export type SyncStatus = z.infer<typeof syncStatusSchema>;
