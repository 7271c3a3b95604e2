import * as z from 'zod';
import { pageSchema } from './paging';

/** Somebody in a field of a draft. What is typed there need not be an address yet. */
const draftRecipientSchema = z.object({ name: z.string().max(320).default(''), address: z.string().max(320) });
const draftRecipients = z.array(draftRecipientSchema).max(500).default([]);

export const draftContentSchema = z.object({
  kind: z.enum(['new', 'reply', 'replyAll', 'forward']).default('new'),
  /** The account that it is sent from; it may have been deleted since. */
  accountId: z.uuid(),
  to: draftRecipients,
  cc: draftRecipients,
  bcc: draftRecipients,
  subject: z.string().max(998).default(''),
  /** What is written, as HTML; sanitised when it is sent. */
  html: z.string().max(1_000_000).default(''),
  /** The email that it answers or forwards. */
  emailId: z.uuid().nullable().default(null),
  /**
   * What stands above the quotation of that email, such as “On 1 March, Anna wrote:”; `null`: it is not quoted. The quotation itself
   * is put in by the server when the message is sent, with the pictures inside it.
   */
  quoteHeading: z.string().max(10_000).nullable().default(null),
});
export type DraftContent = z.output<typeof draftContentSchema>;

export const draftAttachmentSchema = z.object({
  id: z.string(),
  filename: z.string(),
  contentType: z.string(),
  /** In bytes. */
  size: z.number().int(),
});
export type DraftAttachment = z.infer<typeof draftAttachmentSchema>;

/** `writing` until it is sent; then it stays as long as it can be taken back or has failed, and is gone once it has left. */
export const draftStateSchema = z.enum(['writing', 'queued', 'sending', 'failed']);
export type DraftState = z.infer<typeof draftStateSchema>;

export const draftSchema = draftContentSchema.extend({
  id: z.string(),
  attachments: z.array(draftAttachmentSchema),
  /** Counts the changes; see `draftInputSchema`. */
  revision: z.number().int(),
  state: draftStateSchema,
  /** The message that it was sent as, once it was. */
  sentEmailId: z.string().nullable(),
  /** When that leaves, while it waits. */
  sendAt: z.iso.datetime().nullable(),
  /** Why that could not be sent. */
  failure: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  updatedAt: z.iso.datetime(),
});
export type Draft = z.infer<typeof draftSchema>;

export const draftListSchema = pageSchema(draftSchema);

const editor = z.string().min(1).max(64);

/**
 * `PUT /drafts/:id` makes a draft with an id of the caller's own, a UUID, or replaces it. `revision` is the one that the change was made
 * to, 0 for a new draft: when somebody else has changed it since, it is refused (409 `draft-changed`). Whoever saves under the same `editor`
 * name (one for each open window) never contradicts themselves, so that a save whose answer was lost can be repeated.
 */
export const draftInputSchema = draftContentSchema.extend({ revision: z.number().int().min(0), editor });
export type DraftInput = z.output<typeof draftInputSchema>;

/** `POST /drafts/:id/send`: the draft as of that revision, after so many seconds, in which `DELETE /emails/:id` takes it back. */
export const draftSendingSchema = z.object({
  revision: z.number().int().min(1),
  delaySeconds: z.number().int().min(0).max(120).default(0),
});
export type DraftSending = z.output<typeof draftSendingSchema>;

/** `POST /drafts/:id/attachments`: the file's bytes as the body, of type `application/octet-stream`. */
export const draftUploadQuerySchema = z.object({
  filename: z.string().trim().min(1).max(255),
  contentType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+$/)
    .max(200)
    .default('application/octet-stream'),
});
export type DraftUploadQuery = z.output<typeof draftUploadQuerySchema>;

/** `POST /drafts/:id/attachments/copies`: the files of an email, for one that is forwarded. */
export const draftAttachmentCopySchema = z.object({ emailId: z.uuid() });
export type DraftAttachmentCopy = z.output<typeof draftAttachmentCopySchema>;

export const draftAttachmentsSchema = z.object({ items: z.array(draftAttachmentSchema) });
