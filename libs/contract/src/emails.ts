import * as z from 'zod';
import { mailAddressSchema, recipientSchema } from './addresses';
import { pageQuerySchema } from './paging';
import { ruleCode } from './problem-codes';

/** `received` is anything that came from the mailbox; the others are a message on its way out. */
export const emailStatusSchema = z.enum(['received', 'queued', 'sending', 'sent', 'failed']);
export type EmailStatus = z.infer<typeof emailStatusSchema>;

export const emailListItemSchema = z.object({
  id: z.string(),
  accountId: z.string(),
  folderId: z.string().nullable(),
  threadId: z.string(),
  /** As it stands in the message, with its angle brackets; neither unique nor always there. */
  internetMessageId: z.string().nullable(),
  subject: z.string(),
  from: mailAddressSchema,
  to: z.array(mailAddressSchema),
  receivedAt: z.iso.datetime(),
  isRead: z.boolean(),
  hasAttachments: z.boolean(),
  preview: z.string(),
  /** Of the raw message, in bytes. */
  size: z.number().int(),
  contactIds: z.array(z.string()),
});
export type EmailListItem = z.infer<typeof emailListItemSchema>;

export const emailAttachmentSchema = z.object({
  id: z.string(),
  filename: z.string(),
  contentType: z.string(),
  /** Decoded, in bytes. */
  size: z.number().int(),
  /** Shown inside the body (an inline picture) rather than offered as a file. */
  isInline: z.boolean(),
  contentId: z.string().nullable(),
});
export type EmailAttachment = z.infer<typeof emailAttachmentSchema>;

export const emailSchema = emailListItemSchema.extend({
  cc: z.array(mailAddressSchema),
  bcc: z.array(mailAddressSchema),
  replyTo: z.array(mailAddressSchema),
  sentAt: z.iso.datetime().nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  /** Sanitised; inline pictures point at their attachment, remote images are in `data-remote-src`. `null`: text only. */
  html: z.string().nullable(),
  hasRemoteImages: z.boolean(),
  attachments: z.array(emailAttachmentSchema),
  status: emailStatusSchema,
  /** Why it could not be sent. */
  failure: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
});
export type Email = z.infer<typeof emailSchema>;

/** A moment, or a day that begins at midnight UTC. */
const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: 'Enter a date such as 2026-01-31.' })
  .transform((text) => new Date(text).toISOString());

/**
 * `GET /emails`. `q` is what somebody typed: words, and the filters `from:`, `to:`, `before:`, `after:`, `has:attachment`,
 * `is:read`, `is:unread` and `in:` (a folder's name) among them. What is no filter is looked for as words; nothing is an error.
 */
export const emailListQuerySchema = pageQuerySchema.extend({
  accountId: z.uuid().optional(),
  folderId: z.uuid().optional(),
  threadId: z.uuid().optional(),
  contactId: z.string().max(100).optional(),
  q: z.string().trim().max(1_000).optional(),
  unread: z.stringbool().optional(),
  /** Part of the sender's name or address. */
  from: z.string().trim().min(1).max(320).optional(),
  /** Received before; not itself included. */
  before: moment.optional(),
  /** Received then or later. */
  after: moment.optional(),
  hasAttachment: z.stringbool().optional(),
});
export type EmailListQuery = z.output<typeof emailListQuerySchema>;

/** `content` is base64; `contentBase64` is understood too. `contentId` makes it an inline picture (`cid:` in the HTML). */
export const outgoingAttachmentSchema = z
  .object({
    filename: z.string().trim().min(1).max(255),
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/)
      .max(200)
      .default('application/octet-stream'),
    content: z.base64().optional(),
    contentBase64: z.base64().optional(),
    contentId: z.string().max(200).optional(),
  })
  .refine(({ content, contentBase64 }) => content !== undefined || contentBase64 !== undefined, {
    path: ['content'],
    message: 'The attachment has no content.',
    params: ruleCode('attachment-content-required'),
  });
export type OutgoingAttachment = z.output<typeof outgoingAttachmentSchema>;

const recipients = z.array(recipientSchema).max(500).default([]);

/** `POST /emails`, with the header `Idempotency-Key`: the same key sends once. */
export const outgoingEmailSchema = z
  .object({
    accountId: z.uuid(),
    to: recipients,
    cc: recipients,
    bcc: recipients,
    subject: z.string().max(998).default(''),
    html: z.string().max(5_000_000).optional(),
    text: z.string().max(5_000_000).optional(),
    inReplyToEmailId: z.uuid().optional(),
    attachments: z.array(outgoingAttachmentSchema).max(100).default([]),
  })
  .refine(({ to, cc, bcc }) => to.length + cc.length + bcc.length > 0, {
    path: ['to'],
    message: 'Enter at least one recipient.',
    params: ruleCode('recipient-required'),
  });
export type OutgoingEmail = z.output<typeof outgoingEmailSchema>;

export const sendReceiptSchema = z.object({ id: z.string(), status: emailStatusSchema });
export type SendReceipt = z.infer<typeof sendReceiptSchema>;

export const emailPatchSchema = z.object({ isRead: z.boolean() });
export type EmailPatch = z.infer<typeof emailPatchSchema>;

/** `GET /threads/:id`: the conversation, oldest first. */
export const threadSchema = z.object({ id: z.string(), subject: z.string(), items: z.array(emailListItemSchema) });
export type Thread = z.infer<typeof threadSchema>;
