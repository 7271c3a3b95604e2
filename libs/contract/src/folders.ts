import * as z from 'zod';

/** What a folder is for, whatever the mailbox's language calls it (RFC 6154's special uses and Exchange's distinguished folders). */
export const folderRoleSchema = z.enum(['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive', 'outbox']);
export type FolderRole = z.infer<typeof folderRoleSchema>;

/** What becomes of emails that are in the CRM and would not be imported any more. */
export const keepOrRemoveSchema = z.enum(['keep', 'remove']);
export type KeepOrRemove = z.infer<typeof keepOrRemoveSchema>;

export const folderSchema = z.object({
  id: z.string(),
  /** Slash-separated from the mailbox's root, as in `Inbox/Projects`. */
  path: z.string(),
  name: z.string(),
  role: folderRoleSchema.nullable(),
  /** Whether its messages are imported. */
  selected: z.boolean(),
  parentId: z.string().nullable(),
  messageCount: z.number().int(),
  unreadCount: z.number().int(),
});
export type Folder = z.infer<typeof folderSchema>;

/**
 * `PUT /accounts/:id/folders`: folders that are not named keep their choice. A folder that is chosen anew is compared with
 * the mailbox: just what is missing is fetched.
 */
export const folderSelectionSchema = z.object({
  /**
   * What becomes of the emails of folders that are no longer imported. `remove`: they leave the CRM. `keep`: they stay
   * readable as they are, and are not synchronised any more until the folder is chosen again. In the mailbox nothing changes.
   */
  whenDeselected: keepOrRemoveSchema.default('remove'),
  items: z
    .array(z.object({ id: z.uuid(), selected: z.boolean() }))
    .min(1)
    .max(5_000),
});
export type FolderSelection = z.input<typeof folderSelectionSchema>;
