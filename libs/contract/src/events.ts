import * as z from 'zod';
import { emailListItemSchema } from './emails';
import { lastReconciliationSchema } from './reconciliation';
import { accountErrorSchema, accountPhaseSchema, syncStatusSchema } from './sync-status';

/**
 * What `GET /events` sends to the signed-in user. `sync.progress` and `account.status` are states: the newest replaces
 * those before it and is sent again when a browser reconnects. The others are facts: `Last-Event-ID` resumes without a gap.
 */
export const mailEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('email.received'), accountId: z.string(), email: emailListItemSchema }),
  /** Messages that a backfill stored; lists are refreshed, nobody is notified of each. */
  z.object({ type: z.literal('email.imported'), accountId: z.string(), folderId: z.string(), count: z.number().int() }),
  z.object({ type: z.literal('email.changed'), accountId: z.string(), emailIds: z.array(z.string()) }),
  z.object({
    type: z.literal('email.sent'),
    accountId: z.string(),
    emailId: z.string(),
    status: z.enum(['sent', 'failed']),
    failure: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  }),
  z.object({
    type: z.literal('account.status'),
    accountId: z.string(),
    phase: accountPhaseSchema,
    lastError: accountErrorSchema.nullable(),
    /** The provider's switches, which an administrator may turn at any time. */
    receive: z.boolean(),
    send: z.boolean(),
  }),
  /** A fact, once each time that it happens: a person must act before the mailbox is synchronised again. */
  z.object({ type: z.literal('account.needs-attention'), accountId: z.string(), emailAddress: z.string(), error: accountErrorSchema }),
  /** A fact: a comparison with the server found that the CRM differs. */
  z.object({ type: z.literal('account.reconciled'), accountId: z.string(), finding: lastReconciliationSchema }),
  /** The account is gone, with its emails. */
  z.object({ type: z.literal('account.removed'), accountId: z.string() }),
  z.object({ type: z.literal('sync.progress'), accountId: z.string(), status: syncStatusSchema }),
]);
export type MailEvent = z.infer<typeof mailEventSchema>;
export type MailEventType = MailEvent['type'];
