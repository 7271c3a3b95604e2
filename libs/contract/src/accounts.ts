import * as z from 'zod';
import { emailAddressSchema } from './addresses';
import { exclusionsSchema, importPolicySchema, startDateSchema as startDate } from './import-policy';
import { keepOrRemoveSchema } from './folders';
import { returnPathSchema } from './oauth';
import { pageQuerySchema } from './paging';
import { authMethodSchema, serviceTypeSchema } from './service-types';
import { accountErrorSchema, accountPhaseSchema } from './sync-status';

const signature = z.string().max(5_000);

/** `POST /accounts`. What may be left out is known from the provider: see `GET /provider-match`. */
export const accountInputSchema = z.object({
  emailAddress: emailAddressSchema,
  /** Absent: found by the address's domain. */
  providerId: z.uuid().optional(),
  /** Needed when the provider's login format is `manual`; refused otherwise only when it contradicts. */
  login: z.string().trim().min(1).max(320).optional(),
  /** Write-only. */
  password: z.string().min(1).max(1_000).optional(),
  /** A shared mailbox that the login may open. */
  sharedMailboxAddress: emailAddressSchema.optional(),
  startDate: startDate.optional(),
  /** Where the browser goes after a sign-in elsewhere (OAuth 2.0); see `oauthReturnSchema`. */
  returnTo: returnPathSchema.optional(),
});
export type AccountInput = z.output<typeof accountInputSchema>;

/** `PATCH /accounts/:id`: what is absent stays; new credentials are tried before anything is saved. */
export const accountPatchSchema = z.object({
  login: z.string().trim().min(1).max(320).optional(),
  password: z.string().min(1).max(1_000).optional(),
  signature: signature.optional(),
  /** Only `true`: an account stops being the default when another is made it. */
  isDefault: z.literal(true).optional(),
  /** Of an account that the organisation manages: not before its policy's start date. */
  startDate: startDate.optional(),
  /** What the owner excludes, whole; the organisation's policy excludes its own besides. */
  exclusions: exclusionsSchema.optional(),
  /**
   * With a `startDate`: what becomes of emails in the CRM that were received before it. `remove` (the default): they leave
   * the CRM. `keep`: they stay, and are synchronised as any others; no further ones from that time are fetched.
   */
  earlierEmails: keepOrRemoveSchema.optional(),
});
export type AccountPatch = z.output<typeof accountPatchSchema>;

/** `POST /accounts/:id/reconnect`: everything that was imported stays. With OAuth 2.0 it answers where to sign in. */
export const reconnectInputSchema = z.object({
  /** Write-only. Absent: the stored one is tried. */
  password: z.string().min(1).max(1_000).optional(),
  /** As in `POST /accounts`. */
  returnTo: returnPathSchema.optional(),
});
export type ReconnectInput = z.output<typeof reconnectInputSchema>;

export const accountSchema = z.object({
  id: z.string(),
  emailAddress: z.string(),
  kind: z.enum(['personal', 'shared', 'impersonated']),
  /**
   * `organisation`: the Exchange integration opens the mailbox, so that its owner enters no credentials, and cannot delete or
   * reconnect it; folders, start date and exclusions may be chosen within `policy`. `null`: it is its owner's own.
   */
  managedBy: z.literal('organisation').nullable(),
  /** What the organisation allows to be imported, of an account that it manages. */
  policy: importPolicySchema.nullable(),
  login: z.string().nullable(),
  sharedMailboxAddress: z.string().nullable(),
  /** `null`, as what follows from it, once the account is `disconnected`. */
  providerId: z.string().nullable(),
  providerName: z.string().nullable(),
  serviceType: serviceTypeSchema.nullable(),
  authMethod: authMethodSchema.nullable(),
  /** The provider's switches. An account that does not receive is not synchronised; what was imported stays. */
  receive: z.boolean(),
  send: z.boolean(),
  /** Plain text; '' for none. Whoever writes an email puts it in: the API adds nothing to what it is given. */
  signature: z.string(),
  /** Whether its owner's new emails are sent from it. */
  isDefault: z.boolean(),
  /** What was received before is not imported, but listed in `GET /accounts/:id/skipped`; `null`: everything is imported. */
  startDate: z.iso.datetime().nullable(),
  /** What the owner excludes; not what the organisation's policy does. */
  exclusions: exclusionsSchema,
  phase: accountPhaseSchema,
  importedCount: z.number().int(),
  unreadCount: z.number().int(),
  lastError: accountErrorSchema.nullable(),
  /** The host's id of the user whose account it is. */
  ownerId: z.string(),
  /** `null` when the host knows no such user any more. */
  ownerName: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type Account = z.infer<typeof accountSchema>;

/** `?scope=all`: every user's accounts, for administrators; never their messages. `?providerId=`: those of one provider. */
export const accountListQuerySchema = pageQuerySchema.extend({
  scope: z.enum(['own', 'all']).default('own'),
  providerId: z.uuid().optional(),
});
export type AccountListQuery = z.output<typeof accountListQuerySchema>;

/**
 * `DELETE /accounts/:id?emails=`. `remove` erases the account with everything that was imported for it. `keep` forgets the
 * credentials and the provider: the account stays, `disconnected`, and its emails readable, until it is connected anew
 * (by `POST /accounts` with the same mailbox) or deleted with `remove`.
 */
export const accountDeletionQuerySchema = z.object({ emails: z.enum(['keep', 'remove']).default('remove') });
export type AccountDeletionQuery = z.output<typeof accountDeletionQuerySchema>;
