import * as z from 'zod';
import { pageQuerySchema } from './paging';

/** The ledger's own reason: the message was received before the account's start date. */
export const BEFORE_START_DATE = 'before-start-date';

/** Why a message is deliberately not imported: the ledger's own reasons, besides a mail error's code. */
export const exclusionReasons = [
  BEFORE_START_DATE,
  'excluded-address',
  'excluded-domain',
  'excluded-sensitivity',
  'over-size-limit',
  'too-costly',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** The ledger's own reason: the message's folder is not imported. */
export const FOLDER_NOT_SELECTED = 'folder-not-selected';

/**
 * `GET /accounts/:id/skipped`: what was not imported, and why. First the folders that are not selected, each as one entry
 * for all of its messages; then single messages, newest first.
 */
export const skippedMessageSchema = z.object({
  id: z.string(),
  folderId: z.string(),
  folderPath: z.string(),
  /** Stable: a mail error's code, such as `item-unreadable`, one of `exclusionReasons`, or `folder-not-selected`. */
  reason: z.string(),
  detail: z.string(),
  /** How many messages the entry stands for: 1, except for a whole folder. */
  count: z.number().int(),
  receivedAt: z.iso.datetime().nullable(),
  /** `null` for a whole folder. */
  skippedAt: z.iso.datetime().nullable(),
});
export type SkippedMessage = z.infer<typeof skippedMessageSchema>;

export const skippedQuerySchema = pageQuerySchema.extend({ folderId: z.uuid().optional(), reason: z.string().max(60).optional() });
export type SkippedQuery = z.output<typeof skippedQuerySchema>;
