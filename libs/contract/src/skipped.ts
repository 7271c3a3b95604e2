import { z } from 'zod';

/** `GET /accounts/:id/skipped`, newest first: a message that was not imported, and why. */
export const skippedMessageSchema = z.object({
  id: z.string(),
  folderId: z.string(),
  folderPath: z.string(),
  /** Stable: a mail error's code, such as `item-unreadable`, or one of the ledger's own. */
  reason: z.string(),
  detail: z.string(),
  receivedAt: z.iso.datetime().nullable(),
  skippedAt: z.iso.datetime(),
});
export type SkippedMessage = z.infer<typeof skippedMessageSchema>;
