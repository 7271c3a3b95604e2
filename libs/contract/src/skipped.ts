import { z } from 'zod';
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
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** `GET /accounts/:id/skipped`, newest first: a message that was not imported, and why. */
export const skippedMessageSchema = z.object({
  id: z.string(),
  folderId: z.string(),
  folderPath: z.string(),
  /** Stable: a mail error's code, such as `item-unreadable`, or one of `exclusionReasons`. */
  reason: z.string(),
  detail: z.string(),
  receivedAt: z.iso.datetime().nullable(),
  skippedAt: z.iso.datetime(),
});
export type SkippedMessage = z.infer<typeof skippedMessageSchema>;

export const skippedQuerySchema = pageQuerySchema.extend({ folderId: z.uuid().optional(), reason: z.string().max(60).optional() });
export type SkippedQuery = z.output<typeof skippedQuerySchema>;
