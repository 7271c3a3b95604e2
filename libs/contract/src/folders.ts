import { z } from 'zod';

/** What a folder is for, whatever the mailbox's language calls it (RFC 6154's special uses and Exchange's distinguished folders). */
export const folderRoleSchema = z.enum(['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive', 'outbox']);
export type FolderRole = z.infer<typeof folderRoleSchema>;

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

/** `PUT /accounts/:id/folders`: folders that are not named keep their choice. */
export const folderSelectionSchema = z.object({
  items: z
    .array(z.object({ id: z.uuid(), selected: z.boolean() }))
    .min(1)
    .max(5_000),
});
export type FolderSelection = z.infer<typeof folderSelectionSchema>;
