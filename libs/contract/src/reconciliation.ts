import * as z from 'zod';

/** `POST /accounts/:id/reconcile`: compares; with `?repair=true` it also mends what it finds. */
export const reconcileQuerySchema = z.object({ repair: z.stringbool().default(false) });
export type ReconcileQuery = z.output<typeof reconcileQuerySchema>;

/** A message that the server has and the CRM has not: neither imported nor in the exclusion ledger. */
export const missingMessageSchema = z.object({
  /** The server's own id of it. */
  remoteId: z.string(),
  receivedAt: z.iso.datetime().nullable(),
});
export type MissingMessage = z.infer<typeof missingMessageSchema>;

/** A message that the CRM has in a folder where the server has it no longer, or has it with another read flag. */
export const differingMessageSchema = z.object({
  /** `null` for an entry of the exclusion ledger: the message itself was never imported. */
  emailId: z.string().nullable(),
  subject: z.string(),
  receivedAt: z.iso.datetime().nullable(),
});
export type DifferingMessage = z.infer<typeof differingMessageSchema>;

/** How many of each kind of difference were found. All zero: the CRM is as the server. */
export const differenceCountsSchema = z.object({
  missingCount: z.number().int(),
  surplusCount: z.number().int(),
  readFlagCount: z.number().int(),
  /** Messages that are here, but could not be found by search or beside their contacts. */
  indexCount: z.number().int(),
});
export type DifferenceCounts = z.infer<typeof differenceCountsSchema>;

/** One folder, compared. The three lists hold at most the first hundred of each kind; the counts hold all. */
export const folderDifferenceSchema = differenceCountsSchema.extend({
  id: z.string(),
  path: z.string(),
  /** `not-selected` and `importing` folders are not compared: the first is left out by choice, the second not in yet. */
  state: z.enum(['compared', 'not-selected', 'importing']),
  serverCount: z.number().int(),
  /** Counted in the database itself. */
  importedCount: z.number().int(),
  skippedCount: z.number().int(),
  missing: z.array(missingMessageSchema),
  surplus: z.array(differingMessageSchema),
  readFlagDiffers: z.array(differingMessageSchema),
});
export type FolderDifference = z.infer<typeof folderDifferenceSchema>;

/**
 * `none`: nothing was to be mended, or nobody asked for it. `done`: it is mended; the difference is what was found before.
 * `partly`: it is, but for what is surplus: by itself, nothing is removed. `continues`: it is being mended, and takes longer
 * than anybody waits; `lastReconciliation` in `GET /accounts/:id/sync-status` tells the end.
 */
export const repairStateSchema = z.enum(['none', 'done', 'partly', 'continues']);
export type RepairState = z.infer<typeof repairStateSchema>;

/** What `POST /accounts/:id/reconcile` answers. */
export const reconciliationSchema = differenceCountsSchema.extend({
  accountId: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  repair: repairStateSchema,
  folders: z.array(folderDifferenceSchema),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;

/** The newest comparison of an account, as its status shows it. */
export const lastReconciliationSchema = differenceCountsSchema.extend({
  finishedAt: z.iso.datetime(),
  /** `nightly`: by itself; `person`: somebody asked. */
  trigger: z.enum(['nightly', 'person']),
  repair: repairStateSchema,
});
export type LastReconciliation = z.infer<typeof lastReconciliationSchema>;
