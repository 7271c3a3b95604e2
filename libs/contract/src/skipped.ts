import * as z from 'zod';
import { pageQuerySchema } from './paging';

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
